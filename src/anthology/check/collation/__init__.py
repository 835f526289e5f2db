"""Collation: every word of the manuscripts is held against the finished books."""
