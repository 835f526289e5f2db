"""The labels that e-readers show for navigation and notes, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """The labels in one language."""

    contents: str = "Contents"
    landmarks: str = "Landmarks"
    pages: str = "Pages"
    page: str = "page {}"
    cover: str = "Cover"
    title_page: str = "Title page"
    start: str = "Start of the text"
    index: str = "Index"
    notes: str = "Notes"
    back: str = "Back to reference {}"
    aside: str = "Aside"
    print_edition: str = "print edition"


ENGLISH = Labels()
BY_LANGUAGE = {
    "de": Labels(
        contents="Inhalt",
        landmarks="Wegmarken",
        pages="Seiten",
        page="Seite {}",
        cover="Umschlag",
        title_page="Titelseite",
        start="Beginn des Textes",
        index="Register",
        notes="Anmerkungen",
        back="Zurück zur Stelle {}",
        aside="Randbemerkung",
        print_edition="Druckausgabe",
    ),
    "fr": Labels(
        contents="Table des matières",
        landmarks="Repères",
        pages="Pages",
        page="page {}",
        cover="Couverture",
        title_page="Page de titre",
        start="Début du texte",
        index="Index",
        notes="Notes",
        back="Retour à l’appel {}",
        aside="Aparté",
        print_edition="édition imprimée",
    ),
}


def labels_of(language: str) -> Labels:
    """The labels in the language of a BCP 47 tag; English for an unknown language."""
    return BY_LANGUAGE.get(language.split("-", 1)[0].lower(), ENGLISH)
