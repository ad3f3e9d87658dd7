# Needs Python 3.11 or newer, make and the network (the first time); everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help chat run test check bench soak

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

chat: .venv/installed  ## talk to the story in this terminal
	@$(BIN)/qwenbot chat

run: .venv/installed  ## run the Discord bot (settings: .env.example)
	@$(BIN)/qwenbot run

test: .venv/installed-dev  ## everything that must be good: format, lint, types, layers, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

check: test  ## the same as test

bench: .venv/installed-bench  ## measure the engine beside its peers (BENCH_DATA=DIR: on public question sets too)
	$(BIN)/python -m bench $(if $(BENCH_DATA),--data '$(BENCH_DATA)')

soak: .venv/installed-dev  ## have a crowd at the bot while things go wrong (COUNT=50000 things done, or HOURS=; SEED=)
	@$(BIN)/python -m bench.soak $(if $(COUNT),--count '$(COUNT)') $(if $(HOURS),--hours '$(HOURS)') $(if $(SEED),--seed '$(SEED)')

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "qwenbot needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

# The stamps make a second run start at once.
.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

.venv/installed-bench: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@
