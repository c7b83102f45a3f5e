# Two commands: `make run` shows the product, `make test` checks everything. `make help` lists the rest.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -n 2 --dist worksteal
PURE := tests/kernel $(wildcard tests/*/pure)
COMPILE := UV_NO_CONFIG=1 ../.venv/bin/uv pip compile --quiet --no-header --no-annotate --generate-hashes --python-version 3.11
export PORT

.PHONY: help run reset stop env env-dev test test-fast faults coverage check lint types imports messages browser format lock bench
.DEFAULT_GOAL := help

help: ## This list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env ## Start everything at http://127.0.0.1:8000/ (PORT=… for another port); Ctrl-C ends it
	@exec $(PY) -m config.supervisor run

reset: env ## Throw the demo data away and make it afresh
	@exec $(PY) -m config.supervisor reset

stop: env ## End the servers that a manage.py command left running
	@exec $(PY) -m config.supervisor stop

test: check coverage browser ## Everything: style, types, imports, translations, pure rules, all tests with browser journeys
	$(PYTEST)

test-fast: check ## The same without browser journeys
	$(PYTEST) -m "not journey"

faults: env-dev ## Kill workers, web and servers while 10,000 duties are told of
	FAULT_MESSAGES=10000 $(PY) -m pytest tests/faults -q

coverage: env-dev ## Every branch of the pure rules is tested
	$(PY) -m coverage run -m pytest -q -p no:randomly $(PURE)
	$(PY) -m coverage report

check: lint types imports messages

lint: env-dev ## Ruff: errors and format
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: env-dev ## Mypy, strict in kernel and every rules.py
	.venv/bin/mypy .

imports: env-dev ## Imports go one way only
	.venv/bin/lint-imports

messages: env-dev ## Every string has its Chinese translation
	$(PY) manage.py messages check

browser: env-dev
	$(PY) -m tests.browser

format: env-dev ## Let ruff rewrite the code in house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: env-dev ## Measure the goals of performance.md (ROW=1 for one of them, ROW="1 11" for two)
	$(PY) -m benchmarks $(if $(ROW),--row $(ROW))

lock: env-dev ## Pin requirements/*.in anew, with hashes
	cd requirements && for kind in server base dev; do $(COMPILE) $$kind.in --output-file $$kind.lock || exit 1; done
	cd requirements && $(COMPILE) --override compose-overrides.in compose.in --output-file compose.lock

env:
	@[ -n '$(PYTHON)' ] || { echo 'Tuoyu needs Python 3.11 or newer'; exit 1; }
	@$(PYTHON) -m config.bootstrap base

env-dev:
	@[ -n '$(PYTHON)' ] || { echo 'Tuoyu needs Python 3.11 or newer'; exit 1; }
	@$(PYTHON) -m config.bootstrap dev
