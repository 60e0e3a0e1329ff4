# Everything starts with `make setup`, which the other targets call themselves.
.PHONY: setup demo test check lock evaluate clean
SHELL := /bin/bash
PYTHON := .venv/bin/python
JOBS ?= 2

setup:
	@bash tools/setup.sh

demo: setup
	@bash tools/demo.sh

test: setup
	$(PYTHON) -m pytest -n $(JOBS) -q

check: setup
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PYTHON) -m pytest -n $(JOBS) -q -m "not slow"

evaluate: setup
	$(PYTHON) -m corpora.report

lock: setup
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --group dev pyproject.toml \
	    --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf .venv ket-qua build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
