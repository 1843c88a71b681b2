# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
WORKERS ?= 2

.PHONY: run test quick check oracle bench lock clean

run: $(VENV)/ready
	$(BIN)/countermove brief kazakhstan-2022

test: check
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

quick: $(VENV)/ready
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not slow and not thorough"

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/lint-imports --config runtime-imports.toml
	$(BIN)/mypy

oracle: $(VENV)/ready
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m slow tests

bench: $(VENV)/ready
	$(BIN)/python benchmarks/stability.py

lock: $(VENV)/ready
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --output-file requirements.lock pyproject.toml

$(VENV)/ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
