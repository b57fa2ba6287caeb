# The verbs of driftwatch's developers. `make` alone prints them. Needed beforehand: git, make, Python 3.11 or newer.

PYTHON ?= python3
WORKERS ?= auto
PYTEST_ARGS ?=
ROWS ?=

run := .venv/bin/python

# Where it is set, every command that a test starts compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup runtime demo example quick test rule case coverage mutants check lint types imports fix docs docs-check bench bench-growth build lock clean

help:  ## print this list
	@echo 'make VERB, where VERB is one of:'
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r verb does; do printf '  %-12s %s\n' "$$verb" "$$does"; done

setup:  ## make .venv and install everything that developing needs
	@command -v "$(PYTHON)" >/dev/null || { echo 'error: there is no $(PYTHON); driftwatch needs Python 3.11 or newer' >&2; exit 2; }
	@"$(PYTHON)" scripts/setup.py dev

runtime:
	@command -v "$(PYTHON)" >/dev/null || { echo 'error: there is no $(PYTHON); driftwatch needs Python 3.11 or newer' >&2; exit 2; }
	@"$(PYTHON)" scripts/setup.py runtime

demo: runtime  ## watch a bundled documentation site drift, offline, in a scratch repository
	@$(run) -m driftwatch demo

example: setup  ## capture the bundled site in snapshots/example and reports/, where that would change anything
	$(run) scripts/example.py

quick: setup  ## lint, types, import contracts and the tests that take no time: while you work
	@$(run) scripts/quick.py

rule: setup  ## show one rule and run its example, or show what a new one needs (NAME=id)
	@PYTHONPATH=. $(run) scripts/rule.py "$(NAME)"

case: setup  ## run the golden cases of a docs platform, or begin one (PLATFORM=name, ACCEPT=1 takes what is found)
	@$(run) -m scripts.case "$(PLATFORM)" $(if $(ACCEPT),--accept)

test: setup  ## run all tests (PYTEST_ARGS='-k name' runs some, WORKERS=0 in one process)
	$(run) -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

coverage: setup  ## run all tests and list the lines and branches that none of them reaches
	$(run) -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term $(PYTEST_ARGS)

mutants: setup  ## print small changes of comparing and rules that no test notices (MODULE=file, LIMIT=50, SEED=1)
	@$(run) scripts/mutants.py --module "$(MODULE)" --limit $(or $(LIMIT),50) --seed $(or $(SEED),1)

check: lint types imports docs-check  ## lint, formatting, lengths, types, import contracts, fresh documents

lint: setup
	$(run) -m ruff check
	$(run) -m ruff format --check
	$(run) scripts/lengths.py

types: setup
	$(run) -m mypy

imports: setup
	.venv/bin/lint-imports

fix: setup  ## format, and mend what ruff knows how to mend
	$(run) -m ruff check --fix
	$(run) -m ruff format

docs: setup  ## write the generated documents anew
	$(run) scripts/docs.py

docs-check: setup
	$(run) scripts/docs.py --check

build: setup  ## build the wheel and try it in a fresh environment
	bash scripts/smoke.sh

bench: setup  ## print what driftwatch takes, as one table, in some two minutes (ROWS='pages history' for some)
	@$(run) tests/benchmarks/table.py $(ROWS)

bench-growth: setup  ## time reading, comparing and the site at several sizes
	$(run) -m pytest tests/benchmarks -p no:xdist $(PYTEST_ARGS)

lock: setup  ## refresh the lock files in requirements/
	bash scripts/lock.sh

clean:  ## remove what the verbs above made, the virtual environment too
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks .import_linter_cache .coverage htmlcov build dist
