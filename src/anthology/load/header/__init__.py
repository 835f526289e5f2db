"""The header of a manuscript: its fields, read and checked."""
