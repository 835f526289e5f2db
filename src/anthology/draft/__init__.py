"""A draft of a book some of whose pieces fail (`--keep-going`): placeholders say why.

Every piece that an error names is replaced by a page with the error, so that nobody takes the
draft for the finished book.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from html import escape

from anthology.book import NO_RIGHTS, Body, Book, Piece, Review
from anthology.load import Loaded
from anthology.load.clean.characters import legal
from anthology.load.project import classify
from anthology.load.project.file_names import name_alone
from anthology.report import NOWHERE, Place, Problem, Refused, Severity, error, shown

MISSING = "This piece is missing from this draft."
SETTINGS = "anthology.toml"  # an error there concerns the whole book


def proceed(problems: Iterable[Problem]) -> None:
    """Raises Refused with all problems if an error concerns the whole book: no draft then."""
    if any(_is_error(p) and p.place.path in {"", SETTINGS} for p in problems):
        raise Refused(*problems)


def loaded(found: Loaded) -> Loaded:
    """The same, with a placeholder for each manuscript that was refused."""
    pieces: list[Review | Piece] = [*found.reviews, *found.front, *found.back]
    there = {piece.place.path for piece in pieces}
    wrong = _by_path(found.problems)
    missing = sorted(path for path in wrong if path not in there and _holds_a_piece(path))
    reviews = _reviews([path for path in missing if not _piece_folder(path)], wrong)
    return replace(
        found,
        reviews=tuple(sorted((*found.reviews, *reviews), key=lambda r: r.place.path)),
        front=(*found.front, *_pieces(missing, classify.FRONT, wrong)),
        back=(*found.back, *_pieces(missing, classify.BACK, wrong)),
    )


def book(whole: Book, problems: Collection[Problem]) -> Book:
    """The book with a placeholder for each piece that the errors name.

    Raises Refused with the problems if they name no piece, or one that is a placeholder already.
    """
    wrong = _by_path(problems)
    pieces: list[Review | Piece] = [*whole.front, *whole.reviews, *whole.back]
    named = [piece for piece in pieces if piece.place.path in wrong]
    if not wrong or len(named) < len(wrong) or any(piece.body.placeholder for piece in named):
        raise Refused(*problems)

    def review(piece: Review) -> Review:
        errors = wrong.get(piece.place.path)
        return _review(piece.id, piece.place.path, errors) if errors else piece

    def other(piece: Piece) -> Piece:
        errors = wrong.get(piece.place.path)
        return replace(piece, body=_placeholder(errors), lang="en") if errors else piece

    return replace(
        whole,
        parts=tuple(replace(p, reviews=tuple(map(review, p.reviews))) for p in whole.parts),
        front=tuple(map(other, whole.front)),
        back=tuple(map(other, whole.back)),
    )


def refuse_release() -> Refused:
    """The refusal of a release that would be a draft."""
    hint = "Leave out --keep-going, or release later."
    return Refused(error(NOWHERE, "a draft with pieces left out cannot be released", hint))


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    wrong: dict[str, list[Problem]] = {}
    for problem in problems:
        if _is_error(problem):
            wrong.setdefault(problem.place.path, []).append(problem)
    return wrong


def _holds_a_piece(path: str) -> bool:
    return path not in {"", SETTINGS} and not path.startswith(f"{classify.REVIEWERS}/")


def _piece_folder(path: str) -> bool:
    return path.startswith((f"{classify.FRONT}/", f"{classify.BACK}/"))


def _pieces(paths: list[str], folder: str, wrong: dict[str, list[Problem]]) -> Iterator[Piece]:
    own = [path for path in paths if path.startswith(f"{folder}/")]
    for path, name in zip(own, classify.ids(folder, own, folder), strict=True):
        kind, title = classify.kind_of(path, folder), legal(shown(name_alone(path).title))
        yield Piece(f"{name}-missing", Place(path), kind, title, _placeholder(wrong[path]))


def _reviews(paths: list[str], wrong: dict[str, list[Problem]]) -> list[Review]:
    names = classify.ids("review", paths, classify.MANUSCRIPTS)
    named = zip(names, paths, strict=True)
    return [_review(f"{name}-missing", path, wrong[path]) for name, path in named]


def _review(name: str, path: str, errors: list[Problem]) -> Review:
    title = legal(shown(name_alone(path).title))
    return Review(name, Place(path), title, _placeholder(errors), rights=NO_RIGHTS)


def _placeholder(errors: list[Problem]) -> Body:
    """A text that says that the piece is missing and why, a paragraph for each error."""
    lines = [legal(shown(f"{problem.place}: {problem.message}")) for problem in errors]
    reasons = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    return Body(
        f"<blockquote><p><strong>{MISSING}</strong></p>{reasons}</blockquote>",
        words=len(" ".join(lines).split()),
        placeholder=True,
    )
