# Two commands: `make run` shows the product, `make test` checks everything. `make help` lists the rest.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
export PORT

.PHONY: help run reset stop env env-dev test test-fast lint types imports format lock bench clean
.DEFAULT_GOAL := help

help: ## This list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env ## Start everything at http://127.0.0.1:8000/ (PORT=… for another port); Ctrl-C ends it
	@exec $(PY) -m config.supervisor run

reset: env ## Throw the demo data away and make it afresh
	@exec $(PY) -m config.supervisor reset

env:
	@[ -n '$(PYTHON)' ] || { echo 'Tuoyu needs Python 3.11 or newer'; exit 1; }
	@$(PYTHON) -m config.bootstrap base

env-dev:
	@$(PYTHON) -m config.bootstrap dev
