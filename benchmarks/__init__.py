"""Timings and measures beside peers, run in turn in one run: `make bench`."""
