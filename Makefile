# make book: set up what is missing, build the book of this folder, say where it is
# make preview: the same in a browser, with every edit as it is saved
# make test: set up what the tests need, then ruff, mypy and every test
# make test-fast: the tests that take no seconds and need no Java, Node or Chromium, in five minutes
# make coverage: every test, and which lines of the program none of them runs
# make package: the source distribution and the wheel in dist/, proved by installing the wheel
# make release: the same for a tagged commit, after every check; uploads nothing
# make soak: build book after book for half an hour, to find texts that are refused wrongly
# make calibre: turn the books into Kindle's and Kobo's and back with calibre, where it is installed
# make styles: set every style in every book, layout, trim and size, and validate all of them; half an hour
# make lock: write the hashes of all that is installed, after constraints.txt has changed
# make bench: time Anthology beside its peers on this machine

BIN := .venv/bin
PINNED := pyproject.toml constraints.txt scripts/setup $(wildcard requirements/*.txt)

.PHONY: book preview test test-fast lint coverage package release calibre styles bench lock soak clean

book: .venv/.book
	@$(BIN)/anthology build

preview: .venv/.preview
	@$(BIN)/anthology preview

test: .venv/.test lint
	@$(BIN)/pytest -n 2 --dist worksteal --durations=30 --durations-min=5

test-fast: .venv/.dev
	@$(BIN)/pytest -n 2 --dist worksteal -m "not (artefact or slow or calibre or matrix)"

coverage: .venv/.test
	@$(BIN)/pytest -n 2 --cov --cov-report=term --cov-report=html

lint: .venv/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

package: .venv/.dev
	@sh scripts/package

release:
	@sh scripts/release

calibre: .venv/.test
	@command -v ebook-convert >/dev/null || { echo "Please install calibre first: https://calibre-ebook.com"; exit 1; }
	@$(BIN)/pytest -m calibre tests/epub/test_calibre.py -rs

styles: .venv/.test
	@$(BIN)/pytest -n 2 --dist worksteal -m matrix tests/style

bench: .venv/.bench
	@$(BIN)/python -m benchmarks

soak: .venv/.dev
	@$(BIN)/python tests/soak/soak.py

lock: .venv/.dev
	@$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv .tools .anthology books dist htmlcov .coverage*

.venv/.book: $(PINNED)
	@sh scripts/setup book

.venv/.preview: $(PINNED)
	@sh scripts/setup preview

.venv/.dev: $(PINNED)
	@sh scripts/setup dev

.venv/.bench: $(PINNED)
	@sh scripts/setup bench

.venv/.test: $(PINNED) package.json
	@sh scripts/setup test
