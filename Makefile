# Two commands: `make site` and `make test`. Everything else is below.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -P -m pip install --quiet --disable-pip-version-check
SHELL := /bin/sh

.PHONY: site serve check handbook film test lint schema bench audit vulnerabilities lock clean

site: $(VENV)/.site
	$(BIN)/showcase build

serve: $(VENV)/.site
	$(BIN)/showcase serve

check: $(VENV)/.site
	$(BIN)/showcase check

handbook: $(VENV)/.handbook
	$(BIN)/showcase handbook

test: $(VENV)/.test lint
	@sh tests/install_chromium.sh
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --max-worker-restart 0

lint: $(VENV)/.test
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy
	PYTHONPATH=scripts $(BIN)/lint-imports

# Write the JSON Schemas of stories and lists anew, after a key, a department, a series or a theme has changed.
schema: $(VENV)/.site
	$(BIN)/showcase schema

# What things cost, beside Hugo, Eleventy, bare MkDocs and sharp, which it gets into .cache/bench; an hour or two.
bench: $(VENV)/.test
	$(BIN)/python tests/bench/stories.py
	$(BIN)/python tests/bench/beside_sharp.py
	$(BIN)/python tests/bench/archive.py
	$(BIN)/python tests/bench/images.py
	$(BIN)/python tests/bench/records.py
	$(BIN)/python tests/bench/search.py

# What a visitor gets: bytes, links, the HTML checker, axe, Lighthouse, against tests/bench/budget.yml; it takes long.
# Wants Node with npm, Chromium and Java; what it cannot measure fails it and says what is missing. AUDIT=--once runs
# Lighthouse once instead of three times, AUDIT='--only bytes links' measures only that.
audit: $(VENV)/.test site
	$(BIN)/python tests/bench/audit.py $(AUDIT)

# 240 builds killed, 20 disks too small, 8 builds at once, and a reader all along; some minutes, as root for the disks.
faults: $(VENV)/.test
	$(BIN)/python -P tests/faults/attacks.py --out tests/faults/faults.json

# Known vulnerabilities in what is locked; needs network, installs its tool in a folder of its own.
vulnerabilities: $(VENV)/.site
	$(PYTHON) -P -m venv .audit && .audit/bin/python -P -m pip install --quiet pip-audit
	# --strict: what could not be looked up is a failure, not a remark
	.audit/bin/pip-audit --strict --require-hashes -r requirements.lock -r requirements-handbook.lock -r requirements-film.lock \
		-r requirements-test.lock

# Write the four locks anew: the public site, the handbook, slide films, the tests. They hold for Python 3.11–3.14 on any platform.
lock:
	$(PYTHON) -P -m venv .lock && .lock/bin/python -P -m pip install --quiet uv
	.lock/bin/uv pip compile --quiet $(LOCK) --extra build -o requirements.lock
	.lock/bin/uv pip compile --quiet $(LOCK) --extra handbook -c requirements.lock -o requirements-handbook.lock
	.lock/bin/uv pip compile --quiet $(LOCK) --extra film -c requirements.lock -o requirements-film.lock
	.lock/bin/uv pip compile --quiet $(LOCK) --extra handbook --extra cluster --extra test \
		-c requirements.lock -c requirements-handbook.lock -o requirements-test.lock
LOCK := pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-emit-index-url --no-header --no-annotate

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo '需要 Python 3.11 或更新的版本；可以这样指定：make site PYTHON=/路径/python3.12' >&2; exit 2; }
	@$(PYTHON) -P -m venv $(VENV) || { rm -rf $(VENV); \
		echo '没能建立 .venv：Debian 和 Ubuntu 请先安装 python3-venv' >&2; exit 2; }

$(VENV)/.site: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo '安装依赖（只在第一次或锁文件变化时）……'
	@$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.handbook: $(VENV)/.site requirements-handbook.lock
	@echo '安装编辑手册要用的 Material……'
	@$(PIP) --require-hashes --only-binary :all: -r requirements-handbook.lock
	@touch $@

# What slide films for Douyin are made with: an ffmpeg of its own, 70 MB; nothing else needs it.
film: $(VENV)/.site requirements-film.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-film.lock

$(VENV)/.test: $(VENV)/.site requirements-test.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-test.lock
	@touch $@

clean:
	rm -rf site site-internal handbook .cache .venv .audit .lock
