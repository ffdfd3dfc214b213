"""A console that keeps what is printed, for the tests of terminal reports."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console


def printed(show: Callable[[Console], object], *, width: int = 80) -> str:
    """What ``show`` prints on a console of this width without colour."""
    return _printed(show, Console(file=io.StringIO(), width=width, color_system=None))


def printed_in_colour(show: Callable[[Console], object]) -> str:
    """What ``show`` prints on a terminal of 80 columns with colour, escape codes included."""
    return _printed(show, Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard"))


def _printed(show: Callable[[Console], object], console: Console) -> str:
    show(console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
