"""Forms of text other than prose, marked so that styles can set them: verse and talk."""

from anthology.compose.forms.talk import with_talk
from anthology.compose.forms.verse import with_verse

__all__ = ["marked_forms"]


def marked_forms(xhtml: str) -> str:
    """Clean XHTML with classes for verse and for the speakers of a conversation."""
    return with_talk(with_verse(xhtml))
