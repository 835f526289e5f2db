# make book: set up what is missing, build the book of this folder, say where it is
# make test: set up what the tests need, then ruff, mypy and every test
# make calibre: turn the books into Kindle's and Kobo's and back with calibre, where it is installed
# make bench: time Anthology beside its peers on this machine

BIN := .venv/bin
PINNED := pyproject.toml constraints.txt scripts/setup

.PHONY: book test lint calibre bench clean

book: .venv/.book
	@$(BIN)/anthology build

test: lint
	@$(BIN)/pytest -n 2

lint: .venv/.test
	@$(BIN)/ruff check src tests benchmarks docs
	@$(BIN)/ruff format --check --quiet src tests benchmarks docs
	@$(BIN)/mypy

calibre: .venv/.test
	@command -v ebook-convert >/dev/null || { echo "Please install calibre first: https://calibre-ebook.com"; exit 1; }
	@$(BIN)/pytest -m calibre tests/epub/test_calibre.py -rs

bench: .venv/.bench
	@$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .tools .anthology books

.venv/.book: $(PINNED)
	@sh scripts/setup book

.venv/.bench: $(PINNED)
	@sh scripts/setup bench

.venv/.test: $(PINNED) package.json
	@sh scripts/setup test
