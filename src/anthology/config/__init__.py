"""anthology.toml -> Settings: frozen and checked, every mistake told with its line."""

from anthology.config.lengths import points
from anthology.config.read import read
from anthology.config.tables import (
    FILE,
    AccessibilityTable,
    BackTable,
    BookTable,
    LimitsTable,
    PartTable,
    PressTable,
    RatingsTable,
    ReviewerTable,
    Settings,
    SourceTable,
    StyleTable,
    SubjectTable,
)

__all__ = [
    "FILE",
    "AccessibilityTable",
    "BackTable",
    "BookTable",
    "LimitsTable",
    "PartTable",
    "PressTable",
    "RatingsTable",
    "ReviewerTable",
    "Settings",
    "SourceTable",
    "StyleTable",
    "SubjectTable",
    "points",
    "read",
]
