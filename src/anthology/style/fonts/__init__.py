"""The fonts of a style: faces by role, and what stands in for characters that they lack."""
