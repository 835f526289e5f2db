"""What a holder permits for all of their reviews."""

from __future__ import annotations

import pytest

from anthology.arrange.permissions import permitted
from anthology.book import Body, Permission, Person, Review, Rights
from anthology.config import Settings
from anthology.report import NOWHERE

SETTINGS = Settings.model_validate(
    {
        "reviewers": {
            "Ann Lee": {"permission": "granted", "spellings": ["A. L."]},
            "Tobias Renck": {"permission": "requested"},
            "The Lamp": {"permission": "not needed"},
            "Ines Halvorsen": {},
        }
    }
)


@pytest.mark.parametrize(
    ("names", "rights", "expected"),
    [
        (["Ann Lee"], Rights(), Permission.GRANTED),
        (["a. l."], Rights(), Permission.GRANTED),
        (["Ann Lee", "Tobias Renck"], Rights(), Permission.REQUESTED),
        (["Ann Lee", "Ines Halvorsen"], Rights(), Permission.UNKNOWN),
        ([], Rights(), Permission.UNKNOWN),
        (["Ines Halvorsen"], Rights(holder="The Lamp"), Permission.NOT_NEEDED),
        (["Ann Lee"], Rights(holder="The Paper"), Permission.UNKNOWN),
        (["Ann Lee"], Rights(permission=Permission.REFUSED), Permission.REFUSED),
    ],
)
def test_the_header_goes_before_the_holder(
    names: list[str], rights: Rights, expected: Permission
) -> None:
    people = tuple(Person(name, "") for name in names)
    review = Review("r", NOWHERE, "On Jaws", Body(""), reviewers=people, rights=rights)
    (found,) = permitted([review], SETTINGS)
    assert found.rights.permission is expected
