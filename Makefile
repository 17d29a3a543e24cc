# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
TYPESETTING := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0# what the report card is set with

.DEFAULT_GOAL := help
.PHONY: help run test check fix docs bench faults lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: $(VENV)/.installed ## install, make the sample partnership, serve it on http://127.0.0.1:8501
	@tools/system-packages $(TYPESETTING) || echo "Without them the public site and its report card cannot be made; all else works."
	$(BIN)/shared-metrics demo

test: check ## install what tests need (Chromium, PostgreSQL and nginx included), check and test everything
	tools/system-packages chromium postgresql nginx $(TYPESETTING)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: $(VENV)/.installed-dev ## format, lint, types, floors, definitions, docs; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shared-metrics contracts lint data_contracts
	$(BIN)/python tools/generate_docs.py --check
	$(BIN)/python tools/audit_dependencies.py

fix: $(VENV)/.installed-dev ## format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.installed-dev ## write the generated reference pages anew
	$(BIN)/python tools/generate_docs.py

bench: $(VENV)/.installed-dev ## measure speed, as ratios side by side in one run
	$(BIN)/python benchmarks/bench.py

faults: $(VENV)/.installed-dev ## kill the program 240 times at random moments and look at what is left
	$(BIN)/python benchmarks/faults.py

lock: $(VENV)/.installed-dev ## pin every dependency anew (versions and hashes, no index address)
	tools/lock requirements.in requirements.lock
	tools/lock requirements-dev.in requirements-dev.lock

clean: ## remove what was installed and built (never ./var, where the data is)
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.created:
	tools/make-venv $(PYTHON) $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Installing (a minute or two, once) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@
