"""Even lines: the breaks of a justified paragraph chosen as a whole, in WeasyPrint.

    patches.install()                      once a process, before pages are set
    with breaking("total-fit") as tally:   a document
        HTML(...).render(...)

`plan` chooses among break opportunities by a `search` on plain numbers. `measure` and
`opportunities` find them with Pango and Pyphen, `segment` turns them into numbers, and
`paragraph` holds the chosen lines. `hooks` gives them to WeasyPrint's layout, `justify` fills
them, `ink` draws them, and `page_ends` changes the lengths of paragraphs for the page.
"""

from anthology.pdf.engine.lines.hooks import Tally, breaking

__all__ = ["Tally", "breaking"]
