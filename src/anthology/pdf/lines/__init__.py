"""Even lines: the breaks of a justified paragraph chosen as a whole, in WeasyPrint.

    install()                              once a process, before pages are made
    with breaking("total-fit") as tally:   a document
        HTML(...).render(...)

`plan` chooses among break opportunities (pure numbers), `opportunities` and `measure` find
them with Pango and Pyphen, `paragraph` keeps what was chosen, `engine` feeds it to WeasyPrint.
"""

from anthology.pdf.lines.engine import VERSION, Tally, breaking, install

__all__ = ["VERSION", "Tally", "breaking", "install"]
