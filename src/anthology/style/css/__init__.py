"""Style sheets: what a style's data gives them, and sums, resolved before engines see them."""
