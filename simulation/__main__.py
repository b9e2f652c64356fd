"""The command line, `python -m simulation COMMAND`: prints what a command says, and how it ended.

Exit status: 0 when done, 2 for a user's mistake, 130 when stopped; stderr has the reason in a line.
"""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; returns the exit status."""
    try:
        # Imported here, so that Ctrl-C is as quiet while the engine loads as it is later.
        from simulation.commands import lines
        from simulation.errors import UserError
    except KeyboardInterrupt:
        return _ended("stopped", 130)
    try:
        for line in lines(sys.argv[1:] if arguments is None else arguments):
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except UserError as error:
        return _ended(str(error), 2)
    except KeyboardInterrupt:
        return _ended("stopped", 130)
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError as error:
        return _ended(f"out of memory: {error or 'try fewer accounts, runs or threads'}", 2)
    except OSError as error:
        return _ended(f"cannot go on: {error.strerror or error}", 2)
    return 0


def _ended(reason: str, status: int) -> int:
    sys.stderr.write(f"grapevine: {' '.join(reason.split())}\n")
    return status


if __name__ == "__main__":
    # What the terminal cannot show, say in a name from a file, is written as an escape.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
