"""The files of a project: which are manuscripts, and the only way to read them."""
