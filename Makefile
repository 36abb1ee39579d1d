.DEFAULT_GOAL := help
SHELL := /bin/bash
export RASA_TELEMETRY_ENABLED := false
export UV_PYTHON_DOWNLOADS := never

# uv: the one on the machine, else one of this folder's own.
UV := $(shell command -v uv || echo .tools/bin/uv)
PYTHON ?= python3
BOT := $(UV) run --no-sync python -m bot

help: ## show what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(filter .tools/%,$(UV)):
	@echo "Installing uv into .tools …"
	@$(PYTHON) -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

install: | $(filter .tools/%,$(UV)) ## install what serving needs
	$(UV) sync --locked --no-default-groups --inexact

install-dev: | $(filter .tools/%,$(UV)) ## install what developing needs, too
	$(UV) sync --locked

run: install ## set up, train if needed, and serve on http://localhost:5005
	$(BOT) train
	$(BOT) run

train: install ## train the model if what it is made of has changed
	$(BOT) train

browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
	  echo "Installing a browser for the tests …"; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium; \
	  else $(UV) run --no-sync playwright install chromium; fi; }

test: install-dev browser ## every check: lint, types, imports, knowledge, Rasa's validation, all tests
	$(UV) run --no-sync ruff check .
	$(UV) run --no-sync ruff format --check .
	$(UV) run --no-sync mypy
	$(UV) run --no-sync lint-imports --no-cache
	$(BOT) check
	$(UV) run --no-sync rasa data validate
	$(BOT) train
	$(UV) run --no-sync pytest

evaluate: install-dev ## how many of the project's own test conversations are answered right
	$(BOT) train
	$(BOT) evaluate tests/conversations/*.jsonl tests/conversations/unrelated/*.txt --baselines --html build/evaluation.html

bench: install-dev ## measure start, memory, speed; prints a table and writes build/bench.json
	$(BOT) train
	$(UV) run --no-sync python -m benchmarks

clean: ## take away all that was made here
	rm -rf .venv .tools build models var .rasa .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help browser install install-dev run train test evaluate bench clean
