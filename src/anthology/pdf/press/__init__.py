"""The print edition finished for a press: boxes, output intent, preflight."""
