# Everything, from nothing but Python 3.11 to 3.13 and make: see `make help`.
# Choices: make run PORT=8600; make quick WORKERS=4; make test CHROME=/path/to/chrome;
# PYTHON=/path/to/python (new .venv); and ARGS, which are pytest's: make test ARGS="tests/rules -k queue"

SHELL = /bin/sh
PORT = 8501
WORKERS = 2 # processes that share the tests
PIP_VERSION = 26.3 # --group needs 25.1
PY = .venv/bin/python
PIP = $(PY) -m pip --quiet --disable-pip-version-check
PYTEST = -m pytest --numprocesses $(WORKERS) --dist worksteal
COMPILED = NUMBA_DISABLE_JIT=0 # the engine is machine code, as for users
PLAIN = NUMBA_DISABLE_JIT=1 # the engine is plain Python: nothing to compile, but slow

# Bytecode is kept, whatever the machine's habit: the tests start Python again and again.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run quick quick-tests test lint warm format

help:
	@echo 'make run     set up, compile, and serve Grapevine on http://127.0.0.1:$(PORT)'
	@echo 'make quick   format, lint, types, and tests that need no compiling: within a minute'
	@echo 'make test    the whole check: all tests, compiled, with coverage, and a real browser'
	@echo '             quick and test take ARGS="tests/rules -k queue": these tests alone'
	@echo 'make format  put the code in the house format'

# The cache of compiled code knows by itself what has changed: the engine is compiled only where it
# was not yet, and before a page is served, so that nobody waits in front of one.
run: .venv/run.done
	$(PY) -m ui.server --port $(PORT)

ifdef ARGS
quick: .venv/test.done
	$(PLAIN) $(PY) -m pytest -m 'not compiled and not browser' $(ARGS)

test: .venv/test.done
	$(COMPILED) $(PY) -m pytest $(ARGS)
else
# The tests that need no compiling take as long as the types do.
quick: .venv/test.done
	$(MAKE) --jobs=2 --output-sync lint quick-tests

# Steps in order; the first that fails ends the check. All tests run compiled; those that can run
# uncompiled too, since coverage cannot see into compiled code. tests/rules/test_uncompiled.py
# compares a replicate of one kind with the other.
test: .venv/test.done
	$(MAKE) --jobs=2 lint warm
	$(PY) -m coverage erase
	$(COMPILED) $(PY) -m coverage run $(PYTEST) -m 'not browser'
	$(PLAIN) $(PY) -m coverage run $(PYTEST) -m 'not compiled and not browser'
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report
	.ci/browser
	$(PY) $(PYTEST) -m browser tests/e2e
endif

quick-tests: .venv/test.done
	$(PLAIN) $(PY) $(PYTEST) -m 'not compiled and not browser'

lint: .venv/test.done
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

warm: .venv/run.done
	$(PY) -m simulation warm

format: .venv/test.done
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Written last, so that a set-up which was cut short is taken up again.
.venv/run.done: requirements.txt | $(PY)
	$(PIP) install pip==$(PIP_VERSION)
	$(PIP) install --requirement requirements.txt
	$(PIP) check
	@touch $@

.venv/test.done: pyproject.toml .venv/run.done
	$(PIP) install --requirement requirements.txt --group dev
	$(PIP) check
	@touch $@

$(PY):
	@python=$$(.ci/python) && echo "$$python -m venv .venv" && "$$python" -m venv --clear .venv \
		|| { rm -rf .venv; exit 1; }
