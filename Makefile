# Everything needs only Python 3.11 or newer and make; `make demo` and `make test` are the two to know.
PYTHON ?= python3
VENV := .venv/bin
UV ?= uv
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --group build

.PHONY: install demo test check lint format screenshots gallery migration lock advisories container clean

install:
	@$(PYTHON) tools/install.py

demo: install
	@exec $(VENV)/live-audit demo $(ARGS)

# ARGS goes to pytest: a file, -k words, --both (every end-to-end test on PostgreSQL too). With CI=1
# in the environment properties are tried twice as often, with NIGHTLY=1 five times. What is compiled
# is kept, whatever the environment says: the tests start the bot in some hundred processes.
test: install
	@$(PYTHON) tools/browser.py
	PYTHONDONTWRITEBYTECODE= $(VENV)/python -m pytest -n auto --dist worksteal $(ARGS)

# ARGS=--http makes every end-to-end journey over HTTP too, as NIGHTLY=1 does; otherwise a few are.
# What CI runs is `CI=1 make check`; ARGS=--both adds the other end-to-end tests on PostgreSQL.
check: lint test

lint: install
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python -m tools.shape

format: install
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

screenshots: install
	$(VENV)/python tools/screenshots.py
	$(VENV)/python tools/month.py
	$(VENV)/python tools/board.py
	$(VENV)/python tools/report_pages.py

# Into FOLDER, if another is wanted; ONLY=month takes one of its parts (tools/gallery.py).
FOLDER ?= build/gallery
gallery: install
	$(VENV)/python tools/gallery.py $(FOLDER) $(ONLY)

migration: install
	@$(VENV)/python -m tools.migration $(WHAT)

# Needs uv, and a network; keeps what is locked already (ARGS=--upgrade does not).
lock:
	$(LOCK) $(ARGS) --output-file requirements/bot.txt
	$(LOCK) $(ARGS) --group localslack --group dev --output-file requirements/dev.txt

# Needs uv and a network; where advisories cannot be reached it says so.
advisories: install
	@$(VENV)/python -m tools.advisories $(UV)

# Needs an engine of Docker with compose; where none answers it says so.
container: install
	@$(VENV)/python -m tools.container $(ARGS)

clean:
	rm -rf .venv .demo build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
