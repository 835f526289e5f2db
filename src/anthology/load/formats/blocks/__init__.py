"""Blocks that Python-Markdown reads otherwise than people write them: a processor for each."""
