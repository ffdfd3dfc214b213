"""Walking through the portal as a person would, link by link, and reading what the pages say in the wrong language."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SILENT = frozenset({"script", "style", "textarea"})
_SPOKEN = frozenset({"alt", "aria-label", "aria-description", "content", "placeholder", "title"})
_NOT_WORDS = frozenset({"data-kind"})
_LEAVE_OUT = re.compile(r"^/(accounts/logout|language|static|ui/gallery)|/(export|file|papers/\d+)/$|\.(pdf|json|zip)$")
"""Ways out, and files to download."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was answered."""

    route: str
    address: str
    html: str


def walk(client: Client, starts: Iterable[str] = ("/",), per_route: int = 2) -> Iterator[Page]:
    """Every HTML page that links lead to, at most ``per_route`` of each route."""
    waiting, seen, counts = deque(starts), set(starts), Counter[str]()
    while waiting:
        address = waiting.popleft()
        route = _route(address)
        if route is None or counts[route] >= per_route:
            continue
        counts[route] += 1
        answer = client.get(address, follow=True)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = answer.content.decode()
        yield Page(route, address, html)
        for link in _Links.of(html):
            found = urldefrag(link)[0]
            if found.startswith("/") and not _LEAVE_OUT.search(found) and found not in seen:
                seen.add(found)
                waiting.append(found)


def _route(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.found.append(given["href"] or "")


def chinese_texts(html: str, written: Iterable[str] = ()) -> list[str]:
    """Texts with Chinese in them that stand outside of elements marked as Chinese; ``written`` is what people wrote."""
    reader = _Reader()
    reader.feed(html)
    longest_first = sorted(written, key=len, reverse=True)
    return [text for text in reader.texts if CHINESE.search(_without(text, longest_first))]


def texts_without(html: str, written: Iterable[str]) -> list[str]:
    """The texts of a page in any language, what people wrote and what only scripts read left out."""
    reader = _Reader()
    reader.feed(html)
    longest_first = sorted((each for each in written if len(each) > 3), key=len, reverse=True)
    return [_cleared(text, longest_first) for text in reader.texts if not text.startswith(("content=", "data-"))]


def _cleared(text: str, written: Iterable[str]) -> str:
    for each in written:
        text = text.replace(each, "")
    return text


def _without(text: str, written: Iterable[str]) -> str:
    return _cleared(text, written) if CHINESE.search(text) else text


class _Reader(HTMLParser):
    """Texts and spoken attributes of a page in elements that are not marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _quiet(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        quiet = tag in _SILENT or (given["lang"].startswith("zh") if "lang" in given else self._quiet)
        if not quiet:
            self.texts += [f"{name}={text}" for name, text in given.items() if self._speaks(name) and text]
        if tag not in _VOID:
            self._open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._quiet and data.strip():
            self.texts.append(" ".join(data.split()))

    @staticmethod
    def _speaks(name: str) -> bool:
        return name in _SPOKEN or (name.startswith("data-") and name not in _NOT_WORDS)
