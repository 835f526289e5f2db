"""Colours as inks: ICC profiles and conversions."""
