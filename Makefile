# Two commands on a fresh machine: `make site` builds the report, `make test` tries everything.
# They need python3 (3.11 or newer) and make; all else goes into .venv.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help tools site check env test test-fast trial coverage times lint types docs docs-site bench package lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ENVIRONMENT := $(VENV)/environment-made
LOCK_INSTALLED := $(VENV)/lock-installed
SITE_READY := $(VENV)/site-ready
TESTS_INSTALLED := $(VENV)/tests-installed
VALIDATORS := $(VENV)/validators-ready
BROWSER := $(VENV)/browser-ready
TEST_READY := $(VENV)/test-ready
# Five more than the processors of CI: a fifth of the time of the tests is waiting for browsers, kernels and packages.
WORKERS ?= 7
PROJECTS := packages/figurecheck packages/factbook
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--only-binary :all: --no-binary figurecheck --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-package figurecheck

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Empty, so that what is compiled is stored whatever the machine says: else each of the workers compiles all tests
# again, and each program of an environment that a test makes all of its packages.
export PYTHONDONTWRITEBYTECODE :=

help: ## list the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1 \t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

site: $(SITE_READY) ## make the environment, check every figure, build _build/html
	$(BIN)/factbook build --strict

check: $(SITE_READY) ## check every figure, build nothing
	$(BIN)/factbook check --strict $(CHECK)

tools: $(SITE_READY) ## make the environment, run nothing

env: ## make the environment with the test tools and a browser, run nothing
	@$(MAKE) --no-print-directory --jobs=3 $(TEST_READY)

test: env ## lint, types, and all tests
	@failed=; \
	step() { echo "== $$*"; "$$@" || failed="$$failed; $$*"; }; \
	: mypy uses one processor for half a minute, so it runs beside the tests; \
	$(BIN)/mypy >$(VENV)/types.log 2>&1 & types=$$!; \
	: one process compiles the tests, which each of the workers would do; \
	$(BIN)/pytest --collect-only -q >/dev/null 2>&1 & compiled=$$!; \
	step $(BIN)/ruff check .; \
	step $(BIN)/ruff format --check .; \
	step $(BIN)/lint-imports; \
	wait $$compiled || : what is wrong with one of them is told below; \
	step $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder; \
	echo "== $(BIN)/mypy"; wait $$types || failed="$$failed; $(BIN)/mypy"; cat $(VENV)/types.log; \
	if [ -n "$$failed" ]; then echo "failed: $${failed#; }" >&2; exit 1; fi

test-fast: $(TEST_READY) ## lint, types, and the tests that take less than a second each
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m "not slow" packages/figurecheck/tests tests/unit tests/docs tests/test_architecture.py

# What else a trial is given, such as real histories to replay: make trial TRIAL="--histories DIR"
TRIAL ?=
trial: $(TEST_READY) ## the long trials whole: kills, random edits, sizes, versions, properties; an hour or more
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --trial $(TRIAL)

coverage: $(TEST_READY) ## which lines the unit tests run; fails below the floor in pyproject.toml
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --cov --cov-report term:skip-covered packages/figurecheck/tests tests/unit

times: $(TEST_READY) ## every test, one at a time; fails for those whose marker `slow` is not true
	$(BIN)/pytest -q --times

lint: $(TEST_READY) ## say what the linters and the formatter would change
	$(BIN)/lint-imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST_READY) ## check the types
	$(BIN)/mypy

docs: $(TEST_READY) ## renew what is written from the code: docs, and the workflows that every report has
	$(BIN)/python packages/figurecheck/tests/figures/readings.py
	$(BIN)/python tests/docs/house.py
	$(BIN)/python tests/docs/reference.py
	PYTHONPATH=tests $(BIN)/python tests/docs/schemas.py
	$(BIN)/python tests/docs/reaches.py
	$(BIN)/python tests/docs/workflows.py

docs-site: $(SITE_READY) ## build the documentation as a site, in docs/_build/html
	$(BIN)/factbook build --project docs

N ?= 4 20 100
bench: $(TEST_READY) ## time the build against stock Jupyter Book, and serve; less of it: make bench N="4 20"
	$(BIN)/python tests/bench/bench_build.py $(N) $(BENCH)
	$(BIN)/python tests/bench/bench_serve.py $(lastword $(N))

package: $(TEST_READY) ## build the package into dist/, and a report with what is in it
	rm -rf dist
	for project in $(PROJECTS); do $(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python --out-dir dist $$project; done
	$(BIN)/python tests/try_package.py dist

# `requirements.txt` holds one version of a package for all; `tests/newest.txt` the newest that each Python can have.
lock: $(TEST_READY) ## renew every lock: of the report, of the tests, of the newest packages, of a release
	$(LOCK) --fork-strategy fewest --upgrade --extra book --group pyproject.toml:build packages/factbook/pyproject.toml --output-file requirements.txt
	$(LOCK) --fork-strategy fewest --upgrade --constraints requirements.txt --group test --output-file tests/requirements.txt
	$(LOCK) --fork-strategy fewest --upgrade --group validators --output-file tests/validators.txt
	$(LOCK) --fork-strategy fewest --upgrade --constraints tests/requirements.txt --group release --output-file .ci/release.txt
	$(LOCK) --upgrade --group pyproject.toml:build packages/factbook/pyproject.toml --output-file tests/newest.txt

clean: ## remove everything that was built, and the environment
	rm -rf _build dist .coverage $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find packages tests -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment is made anew when the lock changes, so that nothing of an earlier one stays in it. `--no-deps`: a lock
# names every package, and pip 23 would take the newest of one that is asked for with extras, which has no hash there.
$(ENVIRONMENT): requirements.txt .ci/environment
	.ci/environment "$(PYTHON)" "$(VENV)"
	touch $@

$(LOCK_INSTALLED): $(ENVIRONMENT) .ci/install
	.ci/install "$(VENV)" requirements.txt
	touch $@

$(SITE_READY): $(LOCK_INSTALLED) $(PROJECTS:%=%/pyproject.toml)
	$(BIN)/pip install --quiet --no-deps --no-build-isolation $(PROJECTS:%=--editable %)
	$(BIN)/python -m compileall -q $(PROJECTS:%=%/src)
	touch $@

# Behind those of the report, since what both locks name is installed once.
$(TESTS_INSTALLED): $(LOCK_INSTALLED) tests/requirements.txt
	.ci/install "$(VENV)" tests/requirements.txt
	touch $@

$(VALIDATORS): $(LOCK_INSTALLED) tests/validators.txt
	$(BIN)/python -m venv --clear --without-pip $(VENV)/validators
	.ci/install "$(VENV)" tests/validators.txt "$(VENV)/validators"
	touch $@

# Behind the environment, since either may install a package of Debian.
$(BROWSER): $(ENVIRONMENT) .ci/browser
	.ci/browser
	touch $@

$(TEST_READY): $(TESTS_INSTALLED) $(VALIDATORS) $(BROWSER) $(SITE_READY)
	.ci/browser "$(BIN)/playwright"
	touch $@
