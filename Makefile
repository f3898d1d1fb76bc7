# Set-up happens by itself: each target first builds .venv from the locked sets in requirements/ (Python 3.11 or newer, network
# to the package index). `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .venv-tools
UV := $(TOOLS)/bin/uv
UV_VERSION := 0.13.9
TORCH := torch==2.13.0
DISCORDJS := tests/local_discord/discordjs
SECONDS ?= 600
SEED ?=
TESTS ?=
INSTALL := -m pip install --quiet --disable-pip-version-check
EDITABLE := --no-deps --no-build-isolation --editable .
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

.PHONY: help chat run test test-slow test-all fuzz lint bench lock test-lowest test-latest clean

help:  ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):.*  ## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

chat: $(VENV)/installed  ## talk with the advisor in this terminal
	@$(BIN)/career-advisor chat

run: $(VENV)/installed  ## run the bot on Discord (DISCORD_TOKEN in .env)
	@$(BIN)/career-advisor run

test: $(VENV)/installed-tests $(VENV)/installed-discordjs  ## run the test suite
	$(BIN)/python -m pytest

test-slow: $(VENV)/installed-tests $(VENV)/installed-discordjs  ## run the tests that `make test` leaves out
	$(BIN)/python -m pytest -m slow

test-all: test test-slow  ## run every test

fuzz: $(VENV)/installed-tests  ## look for inputs that break a property: make fuzz SECONDS=600
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(TESTS)

lint: $(VENV)/installed-tests  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-bench  ## measure speed, and the same questions through other tools; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.comparison

lock: $(UV)  ## resolve the locked sets in requirements/ again, with the newest versions
	$(COMPILE) --upgrade pyproject.toml --extra build --output-file requirements/run.txt
	$(COMPILE) --upgrade pyproject.toml --extra build --extra test --constraints requirements/run.txt --output-file requirements/test.txt
	$(COMPILE) --upgrade pyproject.toml --extra build --extra test --extra bench --constraints requirements/test.txt --overrides requirements/without-torch.in --output-file requirements/bench.txt

test-lowest: $(UV) $(VENV)/installed-discordjs  ## run the suite with the lowest versions that pyproject.toml allows
	rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	$(UV) pip install --quiet --python .venv-lowest --resolution lowest-direct --editable '.[build,test]'
	.venv-lowest/bin/python -m pytest

test-latest: $(UV) $(VENV)/installed-discordjs  ## run the suite with the newest versions that can be had
	rm -rf .venv-latest && $(PYTHON) -m venv .venv-latest
	$(UV) pip install --quiet --python .venv-latest --resolution highest --editable '.[build,test]'
	.venv-latest/bin/python -m pytest

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml requirements/run.txt | $(BIN)/python
	@echo "Setting up (once, a minute or so) ..."
	@$(BIN)/python $(INSTALL) --require-hashes --requirement requirements/run.txt
	@$(BIN)/python $(INSTALL) $(EDITABLE)
	@touch $@

$(VENV)/installed-tests: pyproject.toml requirements/test.txt | $(BIN)/python
	@echo "Setting up for tests (once, a minute or so) ..."
	@$(BIN)/python $(INSTALL) --require-hashes --requirement requirements/test.txt
	@$(BIN)/python $(INSTALL) $(EDITABLE)
	@touch $@ $(VENV)/installed

# A second bot library talks with the local Discord in one test, which is skipped where Node or its packages cannot be had.
$(VENV)/installed-discordjs: $(DISCORDJS)/package-lock.json | $(BIN)/python
	@if command -v npm > /dev/null; then npm ci --silent --no-audit --no-fund --prefix $(DISCORDJS) || echo "discord.js could not be installed; its test is skipped."; else echo "There is no Node here; the test with discord.js is skipped."; fi
	@touch $@

$(VENV)/installed-bench: pyproject.toml requirements/bench.txt | $(VENV)/installed-tests
	@echo "Setting up for benchmarks (once, a minute or so) ..."
	@$(BIN)/python $(INSTALL) --require-hashes --requirement requirements/bench.txt
	@$(BIN)/python $(INSTALL) $(TORCH)
	@touch $@

$(UV):
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python $(INSTALL) uv==$(UV_VERSION)

clean:  ## remove the set-up and what tools left behind
	rm -rf $(VENV) .venv-lowest .venv-latest $(TOOLS) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build $(DISCORDJS)/node_modules
