# Everything people type. The work is in start.py and pyproject.toml.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; with none, start.py says what to install.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; \
	echo python3)
endif
BIN := .venv/bin
ARGS ?=

.PHONY: help setup setup-dev run test check format lock bench chaos monkey year

help:
	@echo 'make run     подготовить .venv и запустить бота (без BOT_TOKEN открывается песочница)'
	@echo 'make test    все проверки работы программы; ARGS="tests/domain -x" для части'
	@echo 'make check   ruff, mypy --strict, import-linter и домашние правила'
	@echo 'make setup   только подготовить .venv'
	@echo 'make format  привести код к общему виду'
	@echo 'make lock    обновить requirements*.lock (нужен uv)'
	@echo 'make bench   замеры'
	@echo 'make chaos   удары по программе, сотнями: что потеряно, что пришло дважды'
	@echo 'make monkey  тысячи нажатий наугад от всех ролей; ARGS="--seed 7 --database postgres"'
	@echo 'make year    учебный год двухсот школ: сколько сообщений получает человек'

setup:
	@$(PYTHON) start.py --setup-only

setup-dev:
	@$(PYTHON) start.py --setup-only --dev

run:
	@exec $(PYTHON) start.py $(ARGS)

# Thousands of small databases: in memory where there is room for them, a commit there costs nothing.
MEMORY := $(shell df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 6000 {print "TMPDIR=/dev/shm"}')

test: setup-dev
	$(MEMORY) $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house_rules.py

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(UV) requirements.in -o requirements.lock
	$(UV) requirements-dev.in -o requirements-dev.lock

bench: setup-dev
	@missed=; for f in bench/[!_]*.py; do echo "== $$f"; \
		$(BIN)/python -m bench.$$(basename $$f .py) || missed="$$missed $$f"; done; \
	[ -z "$$missed" ] || { echo "a goal was missed:$$missed"; exit 1; }

chaos: setup-dev
	$(BIN)/python -W ignore -m tests.chaos $(ARGS)

monkey: setup-dev
	$(BIN)/python -W ignore -m tests.monkey $(ARGS)

year: setup-dev
	$(BIN)/python -m bench.year --schools 200 $(ARGS)
