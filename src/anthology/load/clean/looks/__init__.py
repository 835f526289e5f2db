"""What style attributes of a manuscript mean: sizes of pictures, italics and the like."""
