# make env    the environment alone, in .venv
# make demo   environment, demo network, first check, then the hub until Ctrl+C;
#             ONCE=1 ends after the check, PORT=8470 is where the hub answers
# make test   everything the tests need, then all tests (what CI runs)

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8470
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help env test-env browser sodium demo test lint types contracts unit faults openapi matrix fuzz bench-names messages commands requirements clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile

env: .venv/.run

test-env: .venv/.test browser sodium

# The tests drive the distribution's Chromium.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -qy chromium; } || \
		{ echo "A browser is missing: install the package chromium"; exit 3; }

# Ballots are sealed by the system's libsodium.
sodium:
	@$(PYTHON) -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("sodium"))' || \
		{ [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -qy libsodium23; } || \
		{ echo "A library is missing: install the package libsodium23"; exit 3; }

.venv/.run: requirements/run.txt pyproject.toml setup.py $(wildcard src/jisr/_native/*.[ch])
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Jisr needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -qy python3-venv; } || \
		{ echo "Python's venv module is missing: install the package python3-venv"; exit 3; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: env
	rm -rf demo-home
	$(BIN)/jisr demo --home demo-home $(DEMO)
ifndef ONCE
	@$(BIN)/jisr tour --home demo-home --port $(PORT)
	@exec $(BIN)/jisr serve --home demo-home --port $(PORT)
endif

test: lint types contracts unit

lint: test-env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: test-env
	$(BIN)/mypy

contracts: test-env
	$(BIN)/lint-imports

# Two processes, which must collect sets in one order.
unit: test-env
	PYTHONHASHSEED=0 JISR_SCREENSHOTS=$(CURDIR)/build/screenshots $(BIN)/python -m pytest -q -n 2

# The long profile: many more crashes.
faults: test-env
	JISR_FAULT_CYCLES=500 $(BIN)/python -m pytest -q tests/faults/test_hub_crash.py
	JISR_FAULT_CYCLES=200 $(BIN)/python -m pytest -q tests/faults/test_import_crash.py

# Asks every route again with many more requests than `make test` does.
openapi: test-env
	JISR_OPENAPI_EXAMPLES=100 $(BIN)/python -m pytest -q tests/test_openapi.py

# Writes docs/access-matrix.md by asking the application as each role.
matrix: test-env
	PYTHONPATH=tests/support $(BIN)/python tools/access_matrix.py

# Feeds the names engine bytes for FUZZ_SECONDS (300), guided by coverage.
fuzz: test-env requirements/fuzz.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/fuzz.txt
	$(BIN)/python fuzz/names_fuzz.py -max_total_time=$(or $(FUZZ_SECONDS),300)

# Measures the names engine beside its peers, whose building needs libicu-dev, pkg-config and g++.
bench-names: env requirements/peers.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/peers.txt
	$(BIN)/python bench/names/run.py $(BENCH)

# Writes docs/commands.md from the program.
commands: env
	$(BIN)/python tools/commands.py

# Needs uv; run it after a change of the dependencies in pyproject.toml.
# Brings the catalogues in step with the sentences in the sources.
messages: env
	$(BIN)/python tools/messages.py

requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group build --extra postgres pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group build --group dev --extra postgres -c requirements/run.txt \
		pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group fuzz -c requirements/dev.txt -o requirements/fuzz.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --group peers -c requirements/run.txt -o requirements/peers.txt

clean:
	rm -rf .venv demo-home build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
