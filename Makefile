# make brief   set everything up and print the page of the article in seeds/
# make test    the tests                     make check   format, lint, types, layers, tests
# make bench   speed and memory on this machine

PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test check bench clean

brief: .venv/base
	@$(BIN)/briefing make seeds/minsk-talks.txt

test: .venv/dev
	$(BIN)/python -m pytest

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: .venv/dev
	$(BIN)/python bench/speed.py

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Each stamp is newer than what it was installed from, so a second call does nothing.
.venv/bin/python:
	@$(PYTHON) -m venv .venv

.venv/base: .venv/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
