"""The folder of the built-in styles: inside an installed package, beside src/ in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "styles", _PACKAGE.parents[1] / "styles")

BUILT_IN = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
