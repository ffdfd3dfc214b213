"""How much one paper may cost to read: bytes, pages, memory, seconds."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds inside which a paper is read. Beyond them the paper gets a problem; nothing else suffers."""

    file_bytes: int = 200 * MEBIBYTE
    pages: int = 300
    page_characters: int = 60_000
    """More characters on one page than this are not text that anybody reads."""
    unpacked_bytes: int = 300 * MEBIBYTE
    """Sum of the sizes inside a zip container (docx)."""
    unpack_ratio: int = 200
    pixels: int = 64_000_000
    """Largest picture that is opened or rendered; telephones take pictures of up to 50 million pixels."""
    seconds: float = 60.0
    """Wall-clock and processor seconds for one paper, and again for looking at one page."""
    memory_bytes: int = 6 * 1024 * MEBIBYTE
    """Address space of the reading process; the libraries that look at pages reserve far more than they use."""
    worker_resident_bytes: int = 1400 * MEBIBYTE
    """A reading process that has grown beyond this is replaced before the next paper."""


DEFAULT_LIMITS = Limits()
