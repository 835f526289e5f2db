"""People: one person under several spellings is one; sort names; roles as MARC says them."""

from anthology.people.names import creator_sort_name, identity, sort_name
from anthology.people.register import Register, doubts, paragraphs, register, unused, uses
from anthology.people.roles import PIECES, role

__all__ = [
    "PIECES",
    "Register",
    "creator_sort_name",
    "doubts",
    "identity",
    "paragraphs",
    "register",
    "role",
    "sort_name",
    "unused",
    "uses",
]
