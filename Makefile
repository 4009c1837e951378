# Recipes of Fundwatch. `make` alone lists them. CI calls the same recipes (.ci/run).

.DEFAULT_GOAL := help
BIN := .venv/bin
SPARK := $(if $(filter true,$(CI))$(filter 1,$(WITH_SPARK)),yes)
STAMPS := .venv/.installed $(if $(SPARK),.venv/.installed-spark)
GENERATED := -q -m golden tests
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The first Python of 3.11 or later; uv when it is there, else pip. PYTHON=… and UV= choose otherwise.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python3.14 python,\
	$(shell $(name) $(NEW_ENOUGH) 2>/dev/null && echo $(name))))
UV ?= $(shell uv --version >/dev/null 2>&1 && echo uv)
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet)

.PHONY: help setup demo test test-deep check fix mutants cluster golden document kills bench bench-scale bench-publish notebooks lock clean

help: ## List the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS) ## Make .venv with the command fundwatch in it (WITH_SPARK=1: with Spark)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python was found. Python 3.11 or later is needed. Install it, or say make PYTHON=/path/to/python."; exit 1; }
	@echo "Making .venv with $(PYTHON) and $(if $(UV),uv,pip)"
	@$(if $(UV),$(UV) venv --quiet --python $(PYTHON) .venv,$(PYTHON) -m venv .venv) || \
		{ rm -rf .venv; echo "The virtual environment was not made. Python's venv module is needed. Install it (Debian: apt-get install python3-venv), or install uv."; exit 1; }

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing requirements.lock"
	@$(INSTALL) --require-hashes --no-deps -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-spark: requirements-spark.lock .venv/.installed
	@echo "Installing requirements-spark.lock"
	@$(INSTALL) --require-hashes --no-deps -r requirements-spark.lock
	@touch $@

demo: setup ## Run the main job end to end on the synthetic province, then serve (SERVE=no: end there)
	@$(BIN)/fundwatch demo $(if $(filter no,$(SERVE)),--no-serve)

test: setup ## Run the tests; what needs Java or Chromium is skipped by name without them
	@$(BIN)/pytest -n auto --dist loadfile

test-deep: setup ## Run the long generative tests
	@$(BIN)/pytest -m "" --hypothesis-profile deep

check: setup ## Check format, lint, types, imports and generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports
	@$(BIN)/pytest $(GENERATED)

fix: setup ## Format, and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

mutants: setup ## Seed known faults into the language and see that each is caught
	@$(BIN)/python -m tests.mutants

cluster: setup ## Build on a Spark cluster of this machine, kill executors, and compare (WITH_SPARK=1)
	@$(BIN)/python -m tests.cluster

golden: setup ## Rewrite the generated files (SQL, catalogue, dictionary, OpenAPI)
	@$(BIN)/pytest $(GENERATED) --rewrite

document: golden ## The same

kills: setup ## Kill 200 loads at random moments and prove the books after each (N=… for as many)
	@$(BIN)/python -m tests.kills $(or $(N),200)

bench: setup ## Measure the speeds that the design promises, beside their baselines
	@$(BIN)/python -m tests.bench

bench-scale: setup ## Every signal on a tenth, on all, and with one crowded institution (CLAIMS=N, or LAKE=home)
	@$(BIN)/python -m tests.bench_scale $(if $(LAKE),--home $(LAKE),--claims $(or $(CLAIMS),5000000))

bench-publish: setup ## Publish the tiles of many persons while others read them (PERSONS=N)
	@$(BIN)/python -m tests.bench_publish --person-only --persons $(or $(PERSONS),5000000)

notebooks: setup ## Execute the notebooks and keep their outputs
	@$(BIN)/jupyter execute --inplace notebooks/*.ipynb

LOCK = uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: setup ## Resolve requirements.lock and requirements-spark.lock again (needs uv)
	$(LOCK) --upgrade --extra dev pyproject.toml --output-file requirements.lock
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['spark'], sep='\n')" \
		| $(LOCK) --upgrade --constraint requirements.lock --output-file requirements-spark.lock -

clean: ## Remove caches and builds; .venv and what is under FUNDWATCH_HOME stay
	@rm -rf build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find features models serving tests -name __pycache__ -type d -prune -exec rm -rf {} +
