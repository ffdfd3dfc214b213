"""Traditional Chinese characters as the Simplified ones they stand for, character by character.

For comparing names and titles only (ruling R25: Traditional Chinese is not foreign); what is shown stays as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_TABLE = "traditional.txt"


@cache
def simplified_characters() -> Mapping[int, str]:
    """A translation table for :meth:`str.translate`; the source stands at the head of the file."""
    lines = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return str.maketrans({pair[0]: pair[1] for pair in pairs})


def simplify(text: str) -> str:
    """``text`` in Simplified characters."""
    return text.translate(simplified_characters())
