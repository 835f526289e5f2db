"""Anthology turns a folder of reviews into a book: an EPUB and a print-ready PDF.

The pipeline, in the order of `build.py`, which is the program; values pass between
the stages, and only the first and the last of them touch the disk:

    config      anthology.toml            -> Settings (frozen, every key checked)
    style       a style's folder          -> Style (CSS, templates, fonts)
    load        manuscripts               -> Reviews, each with one clean XHTML body
    arrange     reviews                   -> Book (ordered parts, indexes' raw data)
    compose     book + style              -> Edition: Sections of XHTML, assets, CSS
    epub        edition                   -> EPUB bytes   (the only importer of ebooklib)
    pdf         edition                   -> PDF bytes    (the only importer of weasyprint, pikepdf)
    check       the finished bytes        -> Problems: collation, preflight
    making      these four, each begun as soon as it can be (publish: unless nothing changed)
    save        bytes                     -> files: staged, flushed, renamed

A *section* (title page, one review, one index ...) has an id that stays the same between
builds, and every id inside it starts with it: sections can share a document without a
collision, be typeset alone, in any order and any process, and be kept in a cache under
the hash of what they are made of.

The model is in `book.py` (what an editor knows), `edition.py` (what a reader gets) and
`report.py` (what went wrong). These three import nothing of ours. Imports point down the
list above, and `tests/test_architecture.py` says so.

No stage looks at the clock, the locale, the environment or the network. Manuscripts are
untrusted: they are read through one door (`load/project/files.py`), parsed in a process with
limits, and cleaned by an allow-list before anything else sees them.
"""

__version__ = "0.1.0"
