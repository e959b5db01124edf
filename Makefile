# What each target does: `make help`. The steps themselves stand in scripts/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-slow test-interop bench docs manual lint lock clean

BIN := .venv/bin
OFFICE ?= office
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile

# As root everything a test needs gets installed, so nothing may be skipped for want of it.
ifeq ($(shell id -u),0)
export SIGHTLINE_REQUIRE_ALL ?= 1
endif

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

run: ## an office from examples/dossier, the report in all formats, then the workbench (SERVE=0: no workbench)
	@scripts/setup-system.sh run
	@scripts/setup-python.sh run
	@scripts/setup-frontend.sh
	@$(BIN)/sightline --office $(OFFICE) run examples/dossier $(if $(filter 0,$(SERVE)),--no-serve)

test: ## every fast check
	@scripts/setup-system.sh test
	@scripts/setup-python.sh dev
	@$(BIN)/python -m scripts.warm >/dev/null 2>&1 & $(MAKE) --no-print-directory lint && wait
	$(PYTEST) -m "not slow"

test-slow: ## the checks that take longer
	@scripts/setup-system.sh test-slow
	@scripts/setup-python.sh slow
	@scripts/setup-frontend.sh
	$(PYTEST) -m slow || [ $$? -eq 5 ]  # 5: no test is slow yet

test-interop: ## our projection read by the real followthemoney package, which is compiled here
	@scripts/setup-python.sh dev
	@scripts/setup-interop.sh
	$(PYTEST) -m "not slow or slow" tests/interop

lint: ## style, types, layers
	@scripts/setup-python.sh dev
	@scripts/setup-frontend.sh
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@scripts/setup-frontend.sh --check

bench: ## the benchmarks: a table, and JSON under benchmarks/results
	@scripts/setup-python.sh run
	@scripts/setup-peer.sh splink
	@scripts/setup-peer.sh snapml
	@scripts/setup-peer.sh movingpandas
	$(BIN)/python -m benchmarks

docs: ## the manual as HTML in docs/_build/html
	@scripts/setup-python.sh dev
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

manual: ## write the pages that come from the code: commands and formats
	@scripts/setup-python.sh dev
	$(BIN)/python -m scripts.manual

lock: ## the lock files again (UPGRADE=1: newer versions)
	@scripts/setup-python.sh dev
	@scripts/lock.sh

clean: ## remove what these targets made, but never an office
	rm -rf .venv frontend/node_modules src/sightline/web/static/build docs/_build
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
