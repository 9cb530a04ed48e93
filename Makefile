# Everything runs in .venv, which the first target makes from the pins in constraints.txt.

PYTHON ?= python3
BIN := .venv/bin
QUICK := tests/unit tests/property tests/architecture
.DEFAULT_GOAL := help
.PHONY: help demo test check format lint bench docs engines evaluate java browser

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

demo: .venv/made ## judge a real claim on real, published figures
	@$(BIN)/recordbook demo

test: java browser lint ## everything: what check does, real files, faults, every step on both engines
	@$(BIN)/pytest -n 2 --dist worksteal --doctest-modules -m "not long" tests src

engines: java ## whole books on both engines, in about five minutes
	@$(BIN)/pytest tests/engines

check: lint ## in about a minute: format, lint, types, imports, sizes, unit and property tests
	@$(BIN)/pytest -n 2 --dist worksteal --examples 1 --doctest-modules $(QUICK) src

lint: .venv/spark ## the checks that run no test
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet --output-format=concise .
	@$(BIN)/lint-imports > .venv/imports.log || { cat .venv/imports.log; exit 1; }
	@$(BIN)/python tools/reference.py --check
	@$(BIN)/basedpyright > .venv/types.log || { cat .venv/types.log; exit 1; }

format: .venv/made ## write the code the one way it is written
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/made ## how fast, as ratios measured in one run
	@test -f benchmarks/run.py || { echo "there are no benchmarks yet"; exit 1; }
	@$(BIN)/python benchmarks/run.py

evaluate: .venv/made ## how well articles are read: precision and recall on our own sentences
	@$(BIN)/python evaluation/run.py

docs: .venv/made ## write the reference pages from the code
	@$(BIN)/python tools/reference.py

java: .venv/spark
	@$(PYTHON) tools/environment.py --java

browser: .venv/made
	@$(PYTHON) tools/environment.py --browser

.venv/spark: .venv/made
	@$(PYTHON) tools/environment.py --spark

.venv/made: constraints.txt pyproject.toml tools/environment.py
	@$(PYTHON) tools/environment.py
