"""What was seen in a folder, and what the editor answered, become a proposal: a pure function."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.load.header import ratings
from anthology.setup.finding import Finding, Proposal, Question, Source
from anthology.setup.meaning import (
    author,
    book,
    foreign,
    kinds,
    languages,
    others,
    rating,
    signers,
    title,
)
from anthology.setup.meaning.others import is_certain, is_of_reviews
from anthology.setup.seen.folder import Folder, folders_of_people
from anthology.setup.seen.groups import Group, grouped

Answers = Mapping[tuple[str, str], str]  # (path of the source or files, key) -> the answer
NO_ANSWERS: Answers = {}
ORDER = ("exclude", "author", "title", "scale", "reviewer")  # of questions
YOUR_NAME = "Your Name"
MOST = 0.9  # of the texts are signed


def propose(folder: Folder, answers: Answers = NO_ANSWERS) -> Proposal:
    """The anthology.toml that fits a folder."""
    everything = [
        replace(group, renamed=foreign.renamed(group)[0]) for group in grouped(folder.sheets)
    ]
    about_folders = {path: answer for (path, key), answer in answers.items() if key == "exclude"}
    groups, left_out = others.split(everything, about_folders)
    people = _people(folder, everything)
    language = languages.of_book(groups, folder.site)
    sources = [
        own
        for group in groups
        for source in signers.by_folder(group, _source(group, folder, people, language, answers))
        for own in languages.by_encoding(group, source)
    ]
    sources = _with_exclusions(sources, left_out)
    if folder.people_paths:
        sources = _with_root(sources, _of_people(folder))
    return Proposal(
        book=tuple(book.findings(groups, folder, language)),
        sources=tuple(source for source in sources if source.findings),
        files=sum(group.files for group in groups),
    )


def open_questions(proposal: Proposal) -> list[Question]:
    """What is not sure and can be answered; what decides others comes first."""
    found = [question for _, finding in proposal.findings() for question in finding.questions]
    return sorted(found, key=lambda question: ORDER.index(question.key))


def why_wrong(question: Question, answer: str) -> str:
    """Why an answer cannot be taken, "" where it can."""
    if question.key == "scale":
        try:
            ratings.scale(answer)
        except ValueError as mistake:
            return str(mistake)
    return ""


def _people(folder: Folder, groups: Sequence[Group]) -> frozenset[str]:
    """The names and logins of those who write for the site."""
    names = {name for person in folder.people for name in (person.name, *person.spellings)}
    if folder.site.author:
        names.add(folder.site.author.text)
    some_are_certain = any(map(is_certain, groups))
    for group in groups:
        names |= {text for _, texts in group.column("reviewer") for text in texts}
        if some_are_certain and not is_certain(group):
            names |= {text for _, texts in group.column("author") for text in texts}
    return frozenset(names)


def _source(
    group: Group, folder: Folder, people: Collection[str], language: Finding, answers: Answers
) -> Source:
    findings = tuple(_findings(group, folder, people, language, answers))
    return Source(group.path, group.files, findings)


def _findings(
    group: Group, folder: Folder, people: Collection[str], language: Finding, answers: Answers
) -> Iterator[Finding]:
    """The settings of one folder in the order of the manual."""

    def answer(key: str) -> str:
        return answers.get((group.path, key), "")

    kind = kinds.kind(group) if is_of_reviews(group) else None
    kind_name = kinds.likely(group)
    who = author.author(group, people, kind_name, answer("author"))
    meaning = str(who.value) if who else ""
    found = [
        _reviewer(group, folder, meaning, answer("reviewer")),
        who,
        title.title(group, kind_name, meaning, answer("title")),
        *rating.findings(group, answer("scale")),
        kind,
        languages.of_source(group, str(language.value)),
        languages.encoding_of(group),
        *foreign.renamed(group)[1],
    ]
    yield from (each for each in found if each)


def _reviewer(group: Group, folder: Folder, author_is: str, answer: str) -> Finding | None:
    """Who wrote the texts that name nobody, None where all are signed."""
    signed = (
        group.share("reviewer", "author") if author_is == "reviewer" else group.share("reviewer")
    )
    if answer:
        return Finding("reviewer", answer, "You answered so.")
    if signed > MOST:
        return None
    where = group.path or "the folder"
    likely = _likely_reviewer(folder)
    text = f"Who wrote the reviews in {where} that name nobody?"
    question = Question(group.path, "reviewer", text, {}, str(likely.value) if likely else "")
    if likely:
        return replace(likely, questions=(question,))
    why = "Nothing says who wrote the texts that are not signed."
    return Finding("reviewer", YOUR_NAME, why, questions=(question,), commented=True)


def _likely_reviewer(folder: Folder) -> Finding | None:
    if folder.site.author and len(folder.people) < 2:
        name = folder.site.author
        why = f"The headers do not say who wrote the texts; {name.origin} is “{name.text}”."
        return Finding("reviewer", name.text, why, sure=False)
    if len(folder.people) == 1:
        why = "The headers do not say who wrote the texts; this is the one person of the site."
        return Finding("reviewer", folder.people[0].name, why, sure=False)
    return None


def _of_people(folder: Folder) -> Finding:
    paths = folders_of_people(folder.people_paths)
    names = ", ".join(person.name for person in folder.people[:3])
    more = " …" if len(folder.people) > 3 else ""
    return Finding("people", paths, f"Who writes for the site: {names}{more}.")


def _with_exclusions(sources: list[Source], left_out: Sequence[Finding]) -> list[Source]:
    """The sources with what is left out, each path at the source that holds it."""
    for finding in left_out:
        paths = finding.value if isinstance(finding.value, tuple) else ()
        holders = [each for each in sources if each.path and _holds(each.path, paths)]
        holder = max(holders, key=lambda each: len(each.path), default=None)
        if holder is None:
            sources = _with_root(sources, finding)
        else:
            sources = [_added(each, finding) if each is holder else each for each in sources]
    return sources


def _holds(folder: str, paths: Sequence[str]) -> bool:
    return all(path.startswith(f"{folder}/") for path in paths)


def _with_root(sources: Sequence[Source], finding: Finding) -> list[Source]:
    """The sources with a finding at that of the whole project, which comes first."""
    root = next((each for each in sources if not each.path), Source("", 0, ()))
    return [_added(root, finding), *(each for each in sources if each is not root)]


def _added(source: Source, finding: Finding) -> Source:
    """The source with one more finding; two that exclude files are one."""
    same = next((each for each in source.findings if each.key == finding.key), None)
    if same is None or not isinstance(same.value, tuple) or not isinstance(finding.value, tuple):
        return replace(source, findings=(*source.findings, finding))
    both = replace(
        same, value=(*same.value, *finding.value), why=f"{same.why} {finding.why}",
        sure=same.sure and finding.sure, questions=same.questions + finding.questions,
    )  # fmt: skip
    return replace(
        source, findings=tuple(both if each is same else each for each in source.findings)
    )
