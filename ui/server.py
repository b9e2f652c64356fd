"""`make run`: compile the engine if that was not done yet, then serve the pages.

The pages are loaded while the visitor's browser is still fetching Streamlit's own files.
"""

import argparse
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from simulation.__main__ import main as command
from simulation.commands import warm

SCRIPT = Path(__file__).parents[1] / "streamlit_app.py"
FIRST, LAST = 1, 65_535  # ports


def _warm_up() -> None:
    from ui.warmup import warm_up  # takes seconds to import

    warm_up()


@asynccontextmanager
async def _while_it_runs(_app: object) -> AsyncIterator[None]:
    threading.Thread(target=_warm_up, daemon=True).start()
    yield


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Serve Grapevine to browsers on this machine.")
    parser.add_argument("--port", type=int, default=8501)
    port = parser.parse_args().port
    if not FIRST <= port <= LAST:
        parser.error(f"--port is {port}, legal is {FIRST} to {LAST}")
    if warm.cold() and (status := command(["warm"])):
        sys.exit(status)

    import streamlit as st  # after the engine: compiling it takes a minute

    app = st.App(SCRIPT, lifespan=_while_it_runs)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped
        app.run(config={"server.port": port})


if __name__ == "__main__":
    main()
