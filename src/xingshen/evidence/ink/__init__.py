"""Pen ink on pictures of pages."""

from xingshen.evidence.ink.finding import find_ink

__all__ = ["find_ink"]
