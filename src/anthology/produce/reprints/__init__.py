"""The steps of reprints: the pages of the print book once more, as a booklet, proof or offprint."""
