"""Whether this installation can look at pictures of pages, and with what: asked before any page is looked at.

Looking (OCR, seals, pen ink, bar codes) needs the packages of the extra ``ocr``. Nothing of them is imported here, so
that asking is cheap; :func:`open_eyes` imports them, and only a reading process calls it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

LOOKING_VERSION = "8"
"""Part of every key of a page that was looked at; to be raised whenever looking gives another result."""
BLIND = "blind"
_NEEDED = ("rapidocr", "opencv-python-headless", "numpy", "zxing-cpp")
_ENGINES = ("openvino", "onnxruntime")


@cache
def describe_sight() -> str:
    """With what pages are looked at (packages and versions), or :data:`BLIND`."""
    needed = [_installed(name) for name in _NEEDED]
    engine = next((found for name in _ENGINES if (found := _installed(name))), None)
    if engine is None or None in needed:
        return BLIND
    return "; ".join([f"looking {LOOKING_VERSION}", engine, *(each for each in needed if each)])


@cache
def open_eyes() -> Callable[..., Any]:
    """:func:`xingshen.evidence.looking.look_at`. Only where :func:`describe_sight` is not blind."""
    look_at: Callable[..., Any] = importlib.import_module("xingshen.evidence.looking").look_at
    return look_at


def _installed(package: str) -> str | None:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return None
