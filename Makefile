# Every target sets up what it needs: the environment is .venv, made from
# pyproject.toml with the exact versions of constraints.txt.

PYTHON ?= python3
ARTICLES ?= data/sample
OUT ?= briefings
SIZES ?= 1000 10000
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python \
	--constraints constraints.txt --build-constraints constraints.txt
export JUPYTER_PREFER_ENV_PATH := 1

.PHONY: brief test lab refresh pictures check bench soak quality lint pins clean

brief: .venv/core
	@$(BIN)/nblib run $(ARTICLES) --out $(OUT)

test: .venv/all
	@$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

# Copies, which git ignores; what stands there already is left as it is.
lab/start.ipynb: $(wildcard notebooks/*.ipynb) jupyter/start.ipynb
	@mkdir -p lab
	@for book in $^; do copy=lab/$${book##*/}; [ -e $$copy ] || cp $$book $$copy; done
	@touch $@

lab: .venv/all lab/start.ipynb
	@JUPYTER_CONFIG_PATH=$(CURDIR)/jupyter $(BIN)/jupyter lab

refresh: .venv/all
	@$(BIN)/python tests/refresh_notebooks.py $(ARTICLES)

pictures: .venv/all
	@$(BIN)/python tests/draw_tutorial.py

check: .venv/all
	@$(BIN)/python tests/check_wheel.py $(ARTICLES)

bench: .venv/all
	@$(BIN)/python tests/bench_scale.py $(SIZES)
	@$(BIN)/python tests/bench_run.py

soak: .venv/all
	@$(BIN)/python tests/soak_run.py
	@$(BIN)/python tests/soak_readers.py

quality: .venv/all
	@$(BIN)/python tests/write_quality.py

lint: .venv/all
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

pins: .venv/all
	@printf '%s\n' '# Exact versions for every set-up; made by make pins.' > constraints.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras \
		--no-emit-index-url --no-header --no-annotate pyproject.toml >> constraints.txt

clean:
	rm -rf .venv briefings lab dist

.venv/bin/uv: constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"nblib needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "setting up .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt uv
	@touch $@

.venv/core: .venv/bin/uv pyproject.toml
	@$(UV) --editable .
	@touch $@

.venv/all: .venv/core
	@$(UV) --editable '.[lab,export,explore,dask,bench,test,dev]'
	@touch $@
