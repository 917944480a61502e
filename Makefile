# Two commands: `make run` shows the demonstration, `make test` runs every test. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
BUILT := src/tweespoor/site/static/build/app.js
PO := $(wildcard src/tweespoor/site/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
CODE := src tests benchmarks tools
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-database lint types format bench lock clean setup setup-dev machine

help:
	@echo "make run     set everything up, load and plan the demonstration, serve it on http://127.0.0.1:$(PORT)/"
	@echo "make test    set everything up and run every check and test"
	@echo "make lint    style, types and import contracts"
	@echo "make format  put the code in the project's style"
	@echo "make bench   measure against peers, in one run; writes docs/benchmarks.md"
	@echo "make lock    renew the locked dependencies (needs uv)"
	@echo "make clean   remove what the other commands made, the demonstration's database included"

run: setup
	@$(BIN)/tweespoor demo
	@$(BIN)/tweespoor serve --port $(PORT)

test: setup-dev lint
	@tools/ensure_chromium.sh
	@echo "Running the tests ..."
	@$(BIN)/pytest -q -n 2 --dist loadgroup

# The tests that touch the database once more, on the PostgreSQL that libpq's PG* variables point to.
test-database: setup-dev
	@tools/ensure_chromium.sh
	@TWEESPOOR_DATABASE=postgresql $(BIN)/pytest -q -n 2 --dist loadgroup -m database

lint: setup-dev
	@echo "Checking style, types and import contracts ..."
	@$(BIN)/ruff check -q $(CODE)
	@$(BIN)/ruff format -q --check $(CODE)
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache
	@npm run --silent check

format: setup-dev
	@$(BIN)/ruff check -q --fix $(CODE)
	@$(BIN)/ruff format -q $(CODE)

bench: setup-dev
	@$(BIN)/python -m benchmarks

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra web --extra install pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra web --extra install --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) node_modules var build src/tweespoor/site/static/build $(MO)

setup: $(VENV)/.run $(BUILT) $(MO)

setup-dev: $(VENV)/.dev $(BUILT) $(MO)

machine:
	@tools/check_machine.sh $(PYTHON)

$(BIN)/python: | machine
	@echo "Making a Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing the Python packages ..."
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing the Python packages for developers ..."
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | machine
	@echo "Installing the front end's packages ..."
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(BUILT): node_modules/.installed $(shell find frontend -type f)
	@echo "Building the front end ..."
	@npm run --silent build
	@touch $@

%.mo: %.po | $(VENV)/.run
	@$(BIN)/pybabel compile -D django -i $< -o $@ 2>/dev/null
