"""Colours in the inks of a press: ICC profiles and conversions."""
