"""Even lines: the breaks of a justified paragraph chosen as a whole, in WeasyPrint.

    install()                              once a process, before pages are made
    with breaking("total-fit") as tally:   a document
        HTML(...).render(...)

`plan` chooses among break opportunities by a `search` on pure numbers; `measure` and
`opportunities` find them with Pango and Pyphen, `stretch` turns them into numbers, `paragraph`
keeps what was chosen; `engine` feeds it to WeasyPrint's layout and `ink` to its drawing.
"""

from anthology.pdf.engine.lines.engine import VERSION, Tally, breaking, install

__all__ = ["VERSION", "Tally", "breaking", "install"]
