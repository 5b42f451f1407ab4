# Two commands matter: `make demo` and `make test`. `make help` lists the others.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench shots lock catalogues clean

help: ## Cette liste · this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: .venv/run ## La démonstration, à http://127.0.0.1:8000 · the demonstration
	@DJANGO_SETTINGS_MODULE=config.settings.demo $(BIN)/python -m demo $(if $(PORT),--port $(PORT))

serve: .venv/run ## Une installation vide, à http://127.0.0.1:8000 · an empty installation
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(BIN)/ententes serve $(if $(PORT),--port $(PORT))

test: .venv/dev ## Tout essayer, sur les deux moteurs et dans un navigateur · everything, on both engines and in a browser
	@$(MAKE) --no-print-directory check
	@$(BIN)/mypy
	@$(BIN)/python -m tests.browser
	@$(BIN)/pytest -n 2
	@$(BIN)/python -m tests.on_postgresql -n 2 -m "not browser"

check: .venv/dev ## Style, étages et catalogues (vite) · lint, layers, catalogues (fast)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --verbose > .venv/layers.log || { cat .venv/layers.log; exit 1; }
	@$(BIN)/pytest tests/test_house.py -p no:cacheprovider

bench: .venv/dev ## Les mesures, en tableau · the measurements, as a table
	@$(BIN)/python -m bench

shots: .venv/dev ## Les images du README, prises du produit · the README's pictures, taken from the product
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m demo.shots

lock: ## Verrouiller les dépendances · lock the dependencies
	@$(PYTHON) -m venv .venv && $(BIN)/pip install -q uv
	@for name in run dev; do $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		requirements/$$name.in $$([ $$name = dev ] && echo -c requirements/run.lock) -o requirements/$$name.lock; done

catalogues: .venv/dev ## Relever les phrases à traduire · extract the strings to translate
	@$(BIN)/python -m tests.catalogues

clean: ## Tout enlever, sauf les données de var/ · remove everything but var/
	rm -rf .venv build

# What is locked, installed once; again when a lock changes.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Ententes demande Python 3.11 ou plus récent. / Ententes needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Le module venv manque : sous Debian ou Ubuntu, « apt install python3-venv »."; rm -rf .venv; exit 1; }

.venv/run: .venv/bin/python requirements/run.lock pyproject.toml $(wildcard ententes/locale/*/LC_MESSAGES/*.po)
	@echo "Installation de ce qui est verrouillé…"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@for domain in django argparse; do $(BIN)/pybabel -q compile -d ententes/locale -D $$domain; done
	@touch $@

.venv/dev: .venv/run requirements/dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@
