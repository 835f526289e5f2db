"""`python -m benchmarks [speed|ebook|lines|data|preview|scale] [arguments]`; all without a name."""

from __future__ import annotations

import importlib
import sys

NAMES = ("speed", "ebook", "lines", "data", "preview", "scale")

names = sys.argv[1:2] or NAMES
if not set(names) <= set(NAMES):
    sys.exit(__doc__)
for name in names:
    importlib.import_module(f"benchmarks.{name}").main(sys.argv[2:])
