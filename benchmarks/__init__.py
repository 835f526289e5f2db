"""Anthology timed beside its peers: `make bench`; one by one, `python -m benchmarks NAME`."""
