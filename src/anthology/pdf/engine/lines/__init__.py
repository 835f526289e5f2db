"""Even lines: the breaks of a justified paragraph chosen as a whole, in WeasyPrint.

    patches.install()                      once a process, before pages are set
    with breaking("total-fit") as tally:   a document
        HTML(...).render(...)

`plan` chooses among break opportunities by a `search` on pure numbers; `measure` and
`opportunities` find them with Pango and Pyphen, `stretch` turns them into numbers, `paragraph`
keeps what was chosen; `engine` feeds it to WeasyPrint's layout and `ink` to its drawing.
"""

from anthology.pdf.engine.lines.engine import Tally, breaking

__all__ = ["Tally", "breaking"]
