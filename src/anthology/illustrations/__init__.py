"""The pictures of a book as they will be printed: sizes, resolution, colours, and what presses say.

The print book is set for it and read again, so the sizes are those of its pages; it lies in the
cache then, and the build that follows is short.

model       a picture, in plain values
printed     the print book, read again
"""

from anthology.illustrations.model import Illustration, Verdict
from anthology.illustrations.printed import illustrations

__all__ = ["Illustration", "Verdict", "illustrations"]
