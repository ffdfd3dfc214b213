"""How an office writes: the head of its letters, who signs, and the pattern of numbers with year and serial in it."""

from __future__ import annotations

from dataclasses import dataclass

YEAR, SERIAL = "{年}", "{号}"


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """What is settled for the letters of a call; each value has a default."""

    head: str = "项目办公室"
    sign: str = "项目办公室"
    pattern: str = f"形审〔{YEAR}〕{SERIAL}号"

    def number(self, year: int, serial: int | str) -> str:
        """The number of a letter."""
        return self.pattern.replace(YEAR, str(year)).replace(SERIAL, str(serial))
