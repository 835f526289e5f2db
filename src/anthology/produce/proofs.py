"""The proofs of the finished books: what of the text is not in them, shard by shard.

As in `steps`, large modules are imported when they are needed.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import replace
from functools import partial

from anthology.cache import BUCKETS
from anthology.check import collation
from anthology.check.tasks import collate_epub, collate_pdf
from anthology.context import Context
from anthology.edition import Printed, Product
from anthology.pool import Pending
from anthology.produce.steps import Findings, Text, findings

SHARE = 200  # sections, about, that one task proves: a worker has their texts in memory


def prove_pdf(context: Context, text: Text, printed: Printed) -> Pending[Findings]:
    """What of the text is not in the PDF."""
    from anthology.check.collation.expected import shards, source_texts
    from anthology.pdf.setup import OUTLINED

    whole = text.edition
    parts = max(context.pool.jobs, len(whole.sections) // SHARE, 1) if printed.renumbered else 1
    edition = replace(whole, assets={}, sections=())  # much to send to a worker
    outlined = edition.name == "screen" or context.settings.press.flavour in OUTLINED
    texts = tuple(source_texts(context.book, whole))
    tasks = [(shard, shard.of(texts), printed) for shard in shards(parts)]
    collation.fetch(context.cache, [edition.name], context.volume)  # one of several is new
    work = partial(collate_pdf, edition, outlined, context.volume, context.cache)
    return context.pool.submit(work, tasks).then(findings)


def prove_epub(context: Context, text: Text, epub: Product) -> Pending[Findings]:
    """What of the text is not in the EPUB."""
    from anthology.check.collation.epub import EpubEdition
    from anthology.check.collation.expected import shards, source_texts

    texts = tuple(source_texts(context.book, text.edition))
    parts = max(context.pool.jobs, min(BUCKETS, len(texts) // SHARE), 1)
    tasks = [(shard, shard.of(texts)) for shard in shards(parts)]
    finished = EpubEdition.of(epub.data, text.edition, texts, context.volume)
    return context.pool.submit(partial(collate_epub, finished, context.cache), tasks).then(findings)
