# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
WORKERS ?= 2
SEED ?= $(shell date +%s)
export UV_PYTHON_DOWNLOADS = never

# Compiled modules are kept, whatever the environment says: without them every process compiles all that it imports.
export PYTHONDONTWRITEBYTECODE =

# The tests of what other packages do for this one, without those that take long.
DEPENDING = $(addprefix tests/test_, cli.py engines.py evolution.py excerpt.py figures.py forecast.py front_door.py \
  frozen.py gmcr.py language.py notebook.py report.py scores.py sources.py texts.py worlds_run.py yaml.py)

.PHONY: run test quick check oracle bench lock dist dist-check floors newest release-check clean

run: $(VENV)/ready
	$(BIN)/countermove brief kazakhstan-2022

# All tests; of the long runs only a slice, drawn by a seed that is another one each time.
test: check
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "" --slice=$(SEED)

quick: $(VENV)/ready
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --hypothesis-profile=quick -m "not slow and not thorough" tests

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
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --strip-extras --extra dev \
	  --custom-compile-command "make lock" $(UPGRADE) --output-file requirements.lock pyproject.toml

# The source distribution, and the wheel that is built from it.
dist: $(VENV)/ready
	rm -rf dist
	$(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python --out-dir dist

# The wheel, installed by the pip that the interpreter brings along, with the versions of the lock.
dist-check: dist
	$(PYTHON) -m venv --clear $(VENV)-dist
	$(BIN)/python -m pip freeze --exclude-editable > $(VENV)-dist/versions.txt
	$(VENV)-dist/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
	  --constraint $(VENV)-dist/versions.txt dist/*.whl
	$(VENV)-dist/bin/python -I tests/every_command.py

# The wheel in a fresh environment, for an interpreter and with the lowest or the highest versions that it asks for.
define tried
	$(BIN)/uv venv --quiet --clear --python $(1) $(VENV)-tried
	$(BIN)/uv pip install --quiet --python $(VENV)-tried --resolution $(2) --requirement pyproject.toml --extra cluster
	$(BIN)/uv pip install --quiet --python $(VENV)-tried --requirement pyproject.toml --extra test
	$(BIN)/uv pip install --quiet --python $(VENV)-tried --no-deps dist/*.whl
	$(VENV)-tried/bin/python -I tests/every_command.py
	$(VENV)-tried/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -W ignore::DeprecationWarning \
	  -m "not slow and not thorough" $(DEPENDING)
endef

floors: dist
	$(call tried,$(PYTHON),lowest-direct)

newest: dist
	$(call tried,python3.12,highest)
	$(call tried,python3.13,highest)

release-check: test dist-check floors newest

$(VENV)/ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-dist $(VENV)-tried dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
