"""anthology.toml -> Settings: frozen and checked; every mistake is reported with its line."""

from anthology.config import volumes
from anthology.config.book_tables import (
    AccessibilityTable,
    BackTable,
    BookTable,
    CopyrightTable,
    FrontTable,
    SubjectTable,
)
from anthology.config.lengths import points
from anthology.config.read import check, is_wrong, read, read_in_part
from anthology.config.review_tables import (
    LimitsTable,
    PartTable,
    RatingsTable,
    ReviewerTable,
    SourceTable,
)
from anthology.config.select_table import SelectTable
from anthology.config.settings import FILE, CoverTable, PressTable, Settings, StyleTable

__all__ = [
    "FILE",
    "AccessibilityTable",
    "BackTable",
    "BookTable",
    "CopyrightTable",
    "CoverTable",
    "EndorsementTable",
    "FrontTable",
    "LimitsTable",
    "PartTable",
    "PressTable",
    "RatingsTable",
    "ReviewerTable",
    "SelectTable",
    "Settings",
    "SourceTable",
    "StyleTable",
    "SubjectTable",
    "check",
    "is_wrong",
    "points",
    "read",
    "read_in_part",
    "volumes",
]
