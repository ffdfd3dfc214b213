"""``python -m examples.generate [SLUG…]``: write the example dossiers into ``examples/dossiers``."""

from __future__ import annotations

import sys
from pathlib import Path

from examples.generate.folders import write_dossiers


def main() -> None:
    """Write the dossiers named on the command line, or all of them, and say which."""
    target = Path(__file__).resolve().parent.parent / "dossiers"
    for folder in write_dossiers(target, tuple(sys.argv[1:])):
        print(folder.name)


if __name__ == "__main__":
    main()
