"""What titles are: the works', the reviews', or patterns with both in them."""

from __future__ import annotations

from anthology.load.header.work import by_pattern
from anthology.report import counted
from anthology.setup.finding import Finding, Question, files_of
from anthology.setup.meaning.patterns import About, Found, patterns
from anthology.setup.seen.groups import Group
from anthology.setup.seen.kind_names import kind_in_name

MOST = 0.5
NEARLY_ALL = 0.8
SIGNS_OF_WORKS = ("creator", "year", "isbn", "imdb", "rating", "verdict")
MAIN = 0.5  # of the titles follow patterns: then these are a habit
BESIDE = {
    "author": "The author of the work",
    "creator": "Who created the work",
    "year": "The year of the work",
    "isbn": "The ISBN of the work",
}
ANSWERS = {"work": "the title of the work", "review": "a title that the reviewer gave the text"}


def title(group: Group, kind: str, author: str, answer: str = "") -> Finding | None:
    """What `title` means in a group, None where no setting is needed.

    `kind` is that of its works, `author` what that key means; `answer` is what the editor says.
    """
    if group.share("work") > MOST:
        return None
    if answer:
        value = (answer, "{work}") if "{" in answer else answer
        return Finding("title", value, "You answered so.")
    titles = group.titles()
    known = author == "work" or group.share("creator") > MOST
    found = patterns(titles, About(kind, known))
    read = sum(each.titles for each in found)
    sample = min(len(titles), len(titles[:: max(1, len(titles) // 400)]))
    if found and (read >= MAIN * sample or (read and _about_works(group, kind, author))):
        return _of_patterns(group, found, read, sample)
    return _of_works(group, kind, author)


def _of_patterns(group: Group, found: tuple[Found, ...], read: int, sample: int) -> Finding:
    several = tuple(each.pattern for each in found)
    shown = "; ".join(f"“{each.pattern}” reads {each.titles}" for each in found)
    rest = sample - read
    fallback = ("{work}",)
    why = f"Of {counted(sample, 'title')}, {shown}"
    if rest:
        why += f"; {rest} more as the work's own title"
    value = (*several, *fallback)
    if rival := found[0].rival:
        why += f"; “{rival}” would fit as well"
        question = _which_first(group, found[0])
        return Finding("title", value, f"{why}.", sure=False, questions=(question,))
    return Finding("title", value, f"{why}.", sure=read >= NEARLY_ALL * sample)


def _which_first(group: Group, found: Found) -> Question:
    """Which part of a title is the work, and which its creator."""
    example = next(t for t in group.titles() if by_pattern(t, (found.pattern,)))
    answers = {
        pattern: f"“{read['work']}” is the work, “{read['creator']}” created it"
        for pattern in (found.pattern, found.rival)
        for read in [by_pattern(example, (pattern,))]
    }
    text = f"Which is which in the title “{example}”?"
    return Question(group.path, "title", text, answers, found.pattern)


def _about_works(group: Group, kind: str, author: str) -> bool:
    return bool(author == "work" or kind or group.share("rating", "year", "creator", "isbn") > MOST)


def _of_works(group: Group, kind: str, author: str) -> Finding | None:
    """Whether the title is the work's, by what else the headers say of works."""
    beside = "author" if author == "work" else _beside(group)
    if beside and _is_mixed(group, author):
        return None
    if beside:
        files = files_of(group.names[beside], group.files)
        return Finding("title", "work", f"{BESIDE[beside]} stands beside it in {files}.")
    named = sum(sheet.year_in_name for sheet in group.sheets)
    if not (kind or group.rated > MOST or named >= MOST * group.files):
        return None
    why = "The texts are about works, and no other key names these."
    if named >= MOST * group.files:
        why = f"The names of {files_of(named, group.files)} have the year of a work."
    if kind_in_name(group.path) and group.rated > MOST:
        return Finding("title", "work", why)
    text = f"What is the title “{group.titles()[0]}” of {group.sheets[0].path}?"
    question = Question(group.path, "title", text, ANSWERS, "work")
    return Finding("title", "work", why, sure=False, questions=(question,))


def _is_mixed(group: Group, author: str) -> bool:
    """Whether other texts are among the reviews: whose titles name works, is seen one by one."""
    names = (*SIGNS_OF_WORKS, "author") if author == "work" else SIGNS_OF_WORKS
    return group.share(*names) < NEARLY_ALL


def _beside(group: Group) -> str:
    """The key of a work that most headers have, "" where there is none."""
    return next((name for name in BESIDE if name != "author" and group.share(name) > MOST), "")
