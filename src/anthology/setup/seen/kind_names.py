"""The kinds of works that folders are named for: albums, “book reports”, filme."""

from __future__ import annotations

import re

from anthology.load.header import keys

# Words of folders: what a folder of games, boards or stages holds is in their plural.
IN_NAMES = {
    **keys.KINDS, "albums": "album", "songs": "song", "novels": "book", "literature": "book",
    "reading": "book", "bookshelf": "book", "library": "book", "musik": "album", "musique": "album",
    "filme": "film", "kino": "film", "livres": "book", "bücher": "book", "buecher": "book",
    "libros": "book", "libri": "book", "boeken": "book", "böcker": "book", "bøger": "book",
    "películas": "film", "peliculas": "film", "films": "film", "juegos": "game", "spiele": "game",
    "jeux": "game", "plays": "play", "exhibitions": "exhibition", "podcasts": "podcast",
    "книги": "book", "фильмы": "film", "кино": "film", "vinyl": "album", "records": "album",
}  # fmt: skip


def kind_in_name(path: str) -> str:
    """The kind that the innermost folder with one is named for, "" where none is."""
    for part in reversed(path.lower().split("/")):
        found = {IN_NAMES[word] for word in re.findall(r"[^\W_]+", part) if word in IN_NAMES}
        if len(found) == 1:
            return found.pop()
    return ""
