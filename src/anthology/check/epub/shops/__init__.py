"""What e-book shops want beyond what every EPUB needs: one TOML file a shop, with its sources.

shop        those files, checked
rules       what of it a book breaks
"""

from anthology.check.epub.shops.rules import check
from anthology.check.epub.shops.shop import Shop, names, shop

__all__ = ["Shop", "check", "names", "shop"]
