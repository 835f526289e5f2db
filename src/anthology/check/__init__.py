"""Proofs on the finished books: collation and preflight."""
