"""The check character systems of ISO 7064 that the codes here use: MOD 11-2 and MOD 97-10.

Knows numbers only.
"""

from __future__ import annotations


def mod_11_2(digits: str) -> str:
    """The check character (0-9 or X) of a string of digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    value = (12 - total) % 11
    return "X" if value == 10 else str(value)


def mod_97_10(text: str) -> str:
    """The two check digits of a string of digits and capital letters (A = 10 … Z = 35)."""
    return f"{98 - remainder_97(text + '00'):02d}"


def remainder_97(text: str) -> int:
    """The remainder modulo 97 of digits and capital letters (A = 10 … Z = 35); 1 for a sound code."""
    return int("".join(str(int(char, 36)) for char in text)) % 97
