"""Reprints: the pages of the bound book once more, as sheets to fold or as offprints."""
