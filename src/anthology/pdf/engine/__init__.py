"""WeasyPrint and everything that knows its internals; nothing else imports it or pydyf.

    version       which WeasyPrint and pydyf pages are set with; a check before any work
    session       the entrance: `Engine` lays out documents and writes them as PDF
    patches       one table of all that is replaced in WeasyPrint, and one loop that does it
    originals     whether WeasyPrint's private parts are still as we read them
    attributes    what we add to WeasyPrint's objects: who writes it, and who reads it
    laid_out      pages after layout, and what their PDF does not contain
    fast/         faster functions with the same results
    lines/        paragraphs broken as a whole
    tags/         tagged PDFs

WeasyPrint is imported by `imports`, where pages are set: in worker processes.
"""
