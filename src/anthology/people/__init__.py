"""People: one person for all spellings of a name, sort names, and roles as MARC codes."""

from anthology.people.likeness import likenesses
from anthology.people.names import creator_sort_name, identity, sort_name, typographic
from anthology.people.register import Register, doubts, paragraphs, register, unused, uses
from anthology.people.roles import PIECES, role
from anthology.people.several import separated

__all__ = [
    "PIECES",
    "Register",
    "creator_sort_name",
    "doubts",
    "identity",
    "likenesses",
    "paragraphs",
    "register",
    "role",
    "separated",
    "sort_name",
    "typographic",
    "unused",
    "uses",
]
