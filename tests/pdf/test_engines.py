"""A process that sets many books holds the fonts and rules of one."""

from __future__ import annotations

import gc
import weakref

from books import edition, section

from anthology.config import Settings
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.section import ready, typeset
from anthology.pdf.typeset.typesetter import section_input


def test_the_engine_of_the_last_book_is_let_go() -> None:
    result = edition(section("one", "review", "<h1>One</h1><p>Words.</p>"))
    small, large = (
        page_setup(result, Settings.model_validate({"press": {"trim": trim}}))
        for trim in ("5x8in", "6x9in")
    )
    typeset(small, section_input(result.sections[0], result.assets))
    last = weakref.ref(ready(small))
    assert gc.get_freeze_count()
    ready(large)
    assert last() is None
