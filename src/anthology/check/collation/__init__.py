"""Collation: every word of the manuscripts is looked for in the finished books."""
