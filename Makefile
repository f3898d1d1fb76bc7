# Set-up happens by itself: each target first builds .venv from the locked sets in requirements/ (Python 3.11 or newer, network
# to the package index). `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
TOOLS := .venv-uv-$(UV_VERSION)
UV := $(TOOLS)/bin/uv
TORCH := torch==2.13.0
DISCORDJS := tests/local_discord/discordjs
DISCORDJS_INSTALLED := $(DISCORDJS)/node_modules/.package-lock.json
QUESTION := what does a data engineer do?
SECONDS ?= 600
SEED ?=
TESTS ?=
INSTALL := -m pip install --quiet --disable-pip-version-check
EDITABLE := --no-deps --no-build-isolation --editable .
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

.PHONY: help chat run test test-slow test-all fuzz lint models bench lock test-lowest test-latest test-wheel clean

help:  ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):.*  ## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

chat: $(VENV)/installed  ## talk with the advisor in this terminal
	@$(BIN)/career-advisor chat

run: $(VENV)/installed  ## run the bot on Discord (DISCORD_TOKEN in .env)
	@$(BIN)/career-advisor run

test: $(VENV)/installed-tests $(DISCORDJS_INSTALLED)  ## run the test suite
	$(BIN)/python -m pytest

test-slow: $(VENV)/installed-tests $(DISCORDJS_INSTALLED)  ## run the tests that `make test` leaves out
	$(BIN)/python -m pytest -m slow

test-all: test test-slow  ## run every test

fuzz: $(VENV)/installed-tests  ## look for inputs that break a property: make fuzz SECONDS=600
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(TESTS)

lint: $(VENV)/installed-tests  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

models: $(VENV)/installed-bench  ## learn the files that ship with the package anew, after a change of the knowledge
	$(BIN)/python -m builders

bench: $(VENV)/installed-bench  ## measure speed, and the same questions through other tools; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.comparison
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.readability

lock: $(UV)  ## resolve the locked sets in requirements/ again, with the newest versions
	$(COMPILE) --upgrade pyproject.toml --extra build --output-file requirements/run.txt
	$(COMPILE) --upgrade pyproject.toml --extra build --extra test --constraints requirements/run.txt --output-file requirements/test.txt
	$(COMPILE) --upgrade pyproject.toml --extra build --extra test --extra bench --constraints requirements/test.txt --overrides requirements/without-torch.in --output-file requirements/bench.txt

test-lowest: $(UV) $(DISCORDJS_INSTALLED)  ## run the suite with the lowest versions that pyproject.toml allows
	rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	$(UV) pip install --quiet --python .venv-lowest --resolution lowest-direct --editable '.[build,test]'
	.venv-lowest/bin/python -m pytest

test-latest: $(UV) $(DISCORDJS_INSTALLED)  ## run the suite with the newest versions that can be had
	rm -rf .venv-latest && $(PYTHON) -m venv .venv-latest
	$(UV) pip install --quiet --python .venv-latest --resolution highest --editable '.[build,test]'
	.venv-latest/bin/python -m pytest

test-wheel: $(UV) $(VENV)/installed  ## install the built wheel with the lowest and the newest versions, and ask it a question
	rm -rf dist .venv-wheel
	$(BIN)/python -m hatchling build --target wheel
	$(UV) pip compile --quiet --resolution lowest-direct --no-header --no-annotate pyproject.toml --output-file dist/lowest.txt
	$(PYTHON) -m venv --clear .venv-wheel
	.venv-wheel/bin/python $(INSTALL) --constraint dist/lowest.txt dist/*.whl
	cd .venv-wheel && CACHE_DIR=cache DATABASE_PATH=advisor.db bin/career-advisor ask "$(QUESTION)"
	$(PYTHON) -m venv --clear .venv-wheel
	.venv-wheel/bin/python $(INSTALL) dist/*.whl
	cd .venv-wheel && CACHE_DIR=cache DATABASE_PATH=advisor.db bin/career-advisor ask "$(QUESTION)"

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

# A second bot library talks with the local Discord in one test, which is skipped where Node or its packages cannot be had. npm
# writes the target last, so the next run tries again after a failure.
$(DISCORDJS_INSTALLED): $(DISCORDJS)/package-lock.json
	@if command -v npm > /dev/null; then \
		npm ci --silent --no-audit --no-fund --fetch-retries=1 --prefix $(DISCORDJS) \
			|| echo "discord.js could not be installed; its test is skipped."; \
	else echo "npm is not installed; the test with discord.js is skipped."; fi

# The lock holds every package but torch, so each is installed by itself; pip would look for torch otherwise. torch comes by its
# version, without a hash: a build for processors without CUDA has another hash than the one in the package index, and both will do.
$(VENV)/installed-bench: pyproject.toml requirements/bench.txt | $(VENV)/installed-tests
	@echo "Setting up for benchmarks (once, a minute or so) ..."
	@$(BIN)/python $(INSTALL) --require-hashes --no-deps --requirement requirements/bench.txt
	@$(BIN)/python $(INSTALL) $(TORCH)
	@$(BIN)/python -m pip check
	@touch $@

$(UV):
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python $(INSTALL) uv==$(UV_VERSION)

clean:  ## remove the set-up and what tools left behind
	rm -rf $(VENV) .venv-lowest .venv-latest .venv-wheel .venv-uv-* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build $(DISCORDJS)/node_modules
