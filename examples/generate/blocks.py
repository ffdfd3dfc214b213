"""The vocabulary in which papers are written: blocks of a flowing paper, and the paper itself.

A paper is data; how it becomes PDF or docx is the renderers' matter. Must not know any dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How a paper went over the scanner: dots per inch, JPEG quality, the most degrees by which a page lies askew.

    ``upside_down`` are numbers of pages that lay the wrong way round, ``blank_after`` of those whose blank back was
    scanned too.
    """

    dots: int = 130
    quality: int = 45
    askew: float = 0.5
    upside_down: tuple[int, ...] = ()
    blank_after: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Paper:
    """One attachment. ``layout`` is letter or certificate; ``damage`` cuts the file after that share of its bytes.

    A variation may edit every field before the paper is rendered; ``marks`` are pictures by key, as SVG. A paper with
    ``bound`` papers is nothing but these, one after the other; with ``scan`` it is pictures of its pages.
    """

    file: str
    kind: str
    title: str
    layout: str = "letter"
    content: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    translation_of: str | None = None
    fiscal_year: int | None = None
    damage: float | None = None
    scan: Scan | None = None
    bound: tuple[Paper, ...] = ()

    @property
    def blocks(self) -> list[Block]:
        """The blocks of a flowing paper."""
        found: list[Block] = self.content["blocks"]
        return found

    def attachment(self) -> dict[str, Any]:
        """The paper's entry in the application's list of attachments."""
        entry: dict[str, Any] = {"file": self.file, "kind": self.kind, "title": self.title}
        if self.translation_of:
            entry["translation_of"] = self.translation_of
        if self.fiscal_year:
            entry["fiscal_year"] = self.fiscal_year
        return entry


def title(text: str, size: float = 17) -> Block:
    return {"kind": "title", "text": text, "size": size}


def subtitle(text: str) -> Block:
    return {"kind": "subtitle", "text": text}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def para(text: str) -> Block:
    return {"kind": "para", "text": text}


def plain(text: str) -> Block:
    return {"kind": "plain", "text": text}


def right(text: str) -> Block:
    return {"kind": "right", "text": text}


def mark(text: str) -> Block:
    return {"kind": "mark", "text": text}


def space(height: float) -> Block:
    return {"kind": "space", "height": height}


def version(code: str) -> Block:
    """The version code of a printed form, and the picture ``version`` beside it."""
    return {"kind": "version", "text": code}


def page_break() -> Block:
    return {"kind": "break"}


def letterhead(text: str, small: str, tint: str = "red") -> Block:
    return {"kind": "letterhead", "text": text, "small": small, "tint": tint}


def cover(rows: Rows) -> Block:
    return {"kind": "cover", "rows": [list(row) for row in rows]}


def table(widths: Sequence[float], rows: Rows, **look: Any) -> Block:
    """A ruled table; ``look`` may hold header, numbers and pad."""
    return {"kind": "table", "widths": list(widths), "rows": [list(row) for row in rows], **look}


def signatures(parties: Sequence[Block], columns: int = 2) -> Block:
    return {"kind": "signatures", "parties": list(parties), "columns": columns}


def signer(lines: Sequence[str], typed: str, date: str, *, label: str = "（签字）：", seal: str | None = None) -> Block:
    """One signature field: lines above it, the signer's typed name, the date, and the key of a seal."""
    return {
        "lines": list(lines),
        "sign-label": label,
        "sign": f"sign:{typed}" if typed else None,
        "typed": typed,
        "date": date,
        "seal": f"seal:{seal}" if seal else None,
    }


def chinese_date(day: str) -> str:
    """2026年5月18日 for 2026-05-18."""
    year, month, date = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{date}日"
