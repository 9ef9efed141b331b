# Two commands matter: `make run` shows a whole round, `make test` shows that everything is green.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
DONE := $(VENV)/.installed
DONE_DEV := $(VENV)/.installed-dev
COMPILE_LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
WORDS := $(wildcard src/sanjeh/locale/*/LC_MESSAGES/django.po)
PORT ?= 8000
# Twice the cores: many tests wait for a browser or for a clock.
PROCESSES ?= $(shell expr 2 \* $$(nproc))
ONLY ?=
# Where this is set, every one of a hundred processes would compile the same files again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test acceptance check coverage mutants bench docs install install-dev browser lock vendor words compiled clean

run: install browser ## a whole round, live, on http://127.0.0.1:$(PORT)
	@exec $(BIN)/sanjeh run --port $(PORT)

test: install-dev browser ## what a contributor runs at every change: each rule on both sides of its bound
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal -q -m "not acceptance"

acceptance: install-dev browser ## every page for every role and reader, whole journeys, upgrades, hostile worlds
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal -q -m acceptance

check: install-dev ## style, types, architecture, words: no network, no browser
	$(BIN)/ruff format --check src tests bench scripts
	$(BIN)/ruff check src tests bench scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/djlint --lint --quiet src/sanjeh/web/templates
	$(BIN)/codespell docs README.md CONTRIBUTING.md src tests scripts

coverage: install-dev browser ## the tests once more, counted: all of the core, 95 % of every other package
	@mkdir -p build
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal -q --cov=sanjeh --cov-report=json:build/coverage.json
	@$(BIN)/python scripts/coverage_gate.py build/coverage.json

mutants: install-dev ## each fault of tests/mutants.toml alone in a copy of the tree: a test must go red (ONLY=word plants some)
	@$(BIN)/python scripts/mutants.py $(ONLY)

bench: install-dev browser ## one figure a line: name value unit (ONLY=name runs one)
	@$(BIN)/python -m bench $(ONLY)

docs: install-dev ## the documentation site, in build/docs
	@$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs && echo "build/docs/index.html"

install: $(DONE) compiled

install-dev: $(DONE_DEV) compiled

browser: $(DONE)
	@$(BIN)/sanjeh browser --install

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sanjeh needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Say which one to use: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing; as root: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock

$(DONE): requirements.lock pyproject.toml | $(VENV)/bin/uv
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE_DEV): requirements-dev.lock $(DONE)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

words: $(DONE) ## every text into every catalogue (docs/translation.md), and the catalogues compiled
	@$(BIN)/python -m scripts.words --update

compiled: $(DONE) $(WORDS:.po=.mo)

%.mo: %.po
	@$(BIN)/python -m scripts.words

lock: $(VENV)/bin/uv ## newest allowed versions, hashed, without index addresses
	$(UV) $(COMPILE_LOCK) --upgrade pyproject.toml --group build --output-file requirements.lock
	$(UV) $(COMPILE_LOCK) --upgrade pyproject.toml --group dev --output-file requirements-dev.lock
	echo uv | $(UV) $(COMPILE_LOCK) --upgrade - --output-file requirements-uv.lock

vendor: ## fonts, styles and axe from npm into the tree, with their hashes (needs node)
	scripts/vendor.sh

clean: ## forget the data of the local run
	rm -rf var
