# Set-up happens by itself: each target first builds .venv from pyproject.toml (Python 3.11 or newer, network to the package index).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: chat test lint bench clean

chat: $(VENV)/installed  ## talk with the advisor in this terminal
	@$(BIN)/career-advisor chat

test: $(VENV)/installed-tests  ## run the test suite
	$(BIN)/python -m pytest

lint: $(VENV)/installed-tests  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-bench  ## speed, and the same questions through other tools; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.comparison

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once, a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-tests: pyproject.toml | $(VENV)/bin/python
	@echo "Setting up for tests (once, a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-bench: pyproject.toml | $(VENV)/installed-tests
	@echo "Setting up for benchmarks (once, a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@

clean:  ## remove the set-up and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
