"""The first module of the program: so small that an interrupt while the rest is still loading ends like any other.

Loads the command line only when it is started; knows nothing else.
"""

from __future__ import annotations

import sys
from importlib import import_module

_EXIT_STOPPED = 130


def main() -> None:
    """Load and run the command line."""
    try:
        import_module("xingshen.cli.main").main()
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
        sys.exit(_EXIT_STOPPED)
