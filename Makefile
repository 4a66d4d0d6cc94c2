# Two commands: `make site` and `make test`. Everything else is below.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SHELL := /bin/sh

.PHONY: site serve check test lint schema bench audit lock clean

site: $(VENV)/.site
	$(BIN)/showcase build

serve: $(VENV)/.site
	$(BIN)/showcase serve

check: $(VENV)/.site
	$(BIN)/showcase check

test: $(VENV)/.test lint
	@sh tests/install_chromium.sh
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.test
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy
	PYTHONPATH=scripts $(BIN)/lint-imports

# Write docs/contribute/story.schema.json anew, after a key, a department, a series or a theme has changed.
schema: $(VENV)/.site
	$(BIN)/python -m showcase.schema

bench: $(VENV)/.test
	$(BIN)/python tests/bench/pages.py
	$(BIN)/python tests/bench/check.py
	$(BIN)/python tests/bench/images.py

# Known vulnerabilities in what is locked; needs network, installs its tool in a folder of its own.
audit: $(VENV)/.site
	$(PYTHON) -m venv .audit && .audit/bin/python -m pip install --quiet pip-audit
	.audit/bin/pip-audit --require-hashes -r requirements.lock -r requirements-test.lock

# Write both locks anew; they hold for Python 3.11–3.14 on any platform.
lock:
	$(PYTHON) -m venv .lock && .lock/bin/python -m pip install --quiet uv
	.lock/bin/uv pip compile --quiet $(LOCK) --extra build -o requirements.lock
	.lock/bin/uv pip compile --quiet $(LOCK) --extra test -c requirements.lock -o requirements-test.lock
LOCK := pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-emit-index-url --no-header --no-annotate

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo '需要 Python 3.11 或更新的版本；可以这样指定：make site PYTHON=/路径/python3.12' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo '没能建立 .venv：Debian 和 Ubuntu 请先安装 python3-venv' >&2; exit 2; }

$(VENV)/.site: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo '安装依赖（只在第一次或锁文件变化时）……'
	@$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-test.lock
	@touch $@

clean:
	rm -rf site .cache .venv .audit .lock
