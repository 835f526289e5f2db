"""Forms of text other than prose, marked so that styles can set them: verse, talk, letters."""

from anthology.compose.forms.letter import with_letter
from anthology.compose.forms.talk import with_talk
from anthology.compose.forms.verse import with_verse

__all__ = ["marked_forms"]


def marked_forms(xhtml: str) -> str:
    """Clean XHTML with classes for verse, the speakers of a conversation, and letters."""
    return with_letter(with_talk(with_verse(xhtml)))
