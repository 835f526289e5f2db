"""What titles are: the works', the reviews', or patterns with both in them."""

from __future__ import annotations

from anthology.report import counted
from anthology.setup.finding import Finding, Question, files_of
from anthology.setup.meaning.patterns import Found, patterns
from anthology.setup.seen.groups import Group
from anthology.setup.seen.kind_names import kind_in_name

MOST = 0.5
NEARLY_ALL = 0.8
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
        return Finding("title", answer, "You answered so.")
    titles = group.titles()
    found = patterns(titles, kind)
    read = sum(each.titles for each in found)
    sample = min(len(titles), len(titles[:: max(1, len(titles) // 400)]))
    if found and (read >= MAIN * sample or (read and _about_works(group, kind, author))):
        return _of_patterns(found, read, sample)
    return _of_works(group, kind, author)


def _of_patterns(found: tuple[Found, ...], read: int, sample: int) -> Finding:
    several = tuple(each.pattern for each in found)
    shown = "; ".join(f"“{each.pattern}” reads {each.titles}" for each in found)
    rest = sample - read
    fallback = ("{work}",)
    why = f"Of {counted(sample, 'title')}, {shown}"
    if rest:
        why += f"; {rest} more as the work's own title"
    return Finding("title", (*several, *fallback), f"{why}.", sure=read >= NEARLY_ALL * sample)


def _about_works(group: Group, kind: str, author: str) -> bool:
    return bool(author == "work" or kind or group.share("rating", "year", "creator", "isbn") > MOST)


def _of_works(group: Group, kind: str, author: str) -> Finding | None:
    """Whether the title is the work's, by what else the headers say of works."""
    beside = "author" if author == "work" else _beside(group)
    if beside:
        files = files_of(group.names[beside], group.files)
        return Finding("title", "work", f"{BESIDE[beside]} stands beside it in {files}.")
    if not (kind or group.share("rating") > MOST):
        return None
    why = "The texts are about works, and no other key names these."
    if kind_in_name(group.path) and group.share("rating") > MOST:
        return Finding("title", "work", why)
    text = f"What is the title “{group.titles()[0]}” of {group.sheets[0].path}?"
    question = Question(group.path, "title", text, ANSWERS, "work")
    return Finding("title", "work", why, sure=False, questions=(question,))


def _beside(group: Group) -> str:
    """The key of a work that most headers have, "" where there is none."""
    return next((name for name in BESIDE if name != "author" and group.share(name) > MOST), "")
