# Every command of the project; `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml
# These start whole sites and walk through them in browsers: they come when all else is over.
SITES := tests/journeys tests/faults/test_launcher.py
PYTEST := $(BIN)/python -m pytest --quiet
AT_ONCE := $(PYTEST) --numprocesses 2 --dist loadfile
# What failed runs once more by itself: a busy machine is no fault of the site, a fault fails twice.
AGAIN := $(PYTEST) --last-failed --last-failed-no-failures none
# Those that measure something; the others there are pieces of them.
BENCHMARKS := $(shell grep -l "^def main" tests/benchmarks/*.py)
OURS := site community events newsletters dissemination_metrics tests manage.py
# Trust what the machine trusts, as pip does: some networks have an authority of their own.
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lighthouse lock messages fonts clean wheel

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.messages ## Start the whole site (PORT=8000 or the next free one); Ctrl-C stops it
	@exec $(BIN)/python -m config.launch

test: $(VENV)/.test $(VENV)/.messages ## Run every test, the browser journeys included
	@$(BIN)/python -m tests.browser
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@$(AT_ONCE) --no-loadscope-reorder $(SITES:%=--ignore=%) || $(AGAIN) $(SITES:%=--ignore=%)
	@$(AT_ONCE) $(SITES) || $(AGAIN) $(SITES)
endif

bench-%: $(VENV)/.test $(VENV)/.messages ## Measure one thing: bench-search (ARGS=--full)
	@$(BIN)/python -m tests.benchmarks.$* $(ARGS)

check: $(VENV)/.test $(VENV)/.messages ## All that CI runs before the tests
	@$(BIN)/python -m tests.check

fix: $(VENV)/.test ## Format code and templates
	@$(BIN)/ruff check --fix --quiet $(OURS) || true
	@$(BIN)/ruff format --quiet $(OURS)
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true
	@find templates -name '*.html' -exec $(BIN)/djhtml --tabwidth 2 {} + || true

bench: $(patsubst tests/benchmarks/%.py,bench-%,$(BENCHMARKS)) ## Run every benchmark (ARGS=--full for the sizes of the issues)

lighthouse: $(VENV)/.test $(VENV)/.messages ## Let Lighthouse judge five pages of the sample site (needs npm)
	@$(BIN)/python -m tests.lighthouse

lock: $(VENV)/.uv ## Compile requirements/*.txt from pyproject.toml
	@$(COMPILE) $(UPGRADE) -o requirements/base.txt
	@$(COMPILE) $(UPGRADE) --group dev -c requirements/base.txt -o requirements/dev.txt
	@$(COMPILE) $(UPGRADE) --group dev --group test -c requirements/base.txt -o requirements/test.txt

messages: $(VENV)/.test ## Collect the translatable texts (needs GNU gettext)
	@$(BIN)/python manage.py makemessages --all --no-obsolete --no-wrap --no-location --ignore var --ignore .venv --ignore tests

fonts: $(VENV)/.test ## Make the fonts of PDF documents from those of the site
	@$(BIN)/python -m tests.fonts

wheel: $(VENV)/.test $(VENV)/.messages ## Build the wheel and try it in a bare environment
	@$(BIN)/python -m tests.wheel

clean: ## Remove the environment and all local data
	rm -rf $(VENV) var dist staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/.dev: $(VENV)/.uv requirements/dev.txt pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# Compiled catalogues are not in git; whoever runs the site compiles them.
$(VENV)/.messages: $(VENV)/.dev $(wildcard site/config/locale/*/LC_MESSAGES/django.po)
	@$(BIN)/pybabel --quiet compile --domain django --directory site/config/locale
	@touch $@

$(VENV)/.test: $(VENV)/.dev requirements/test.txt
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@
