"""The texts of the portal that have to be translated: collected from templates and code, kept in one ``django.po``.

Two kinds: what templates and code of the portal mark for translation, and what packages say that know no language
(``SPOKEN``): every Chinese text there, one with values as the pattern that ``portal.telling`` tells.

    python -m scripts.messages            # adds what is new, drops what is gone, keeps what is translated
    python -m scripts.messages missing    # prints what has no English yet

Needs no tool of the system: templates are turned into calls by Django, calls are found by Babel.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from xingshen.rules.english_phrases import english_phrases

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "xingshen"
PORTAL = SOURCE / "portal"
CATALOG = PORTAL / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = "# English of the portal. Message ids are the Chinese source texts; scripts/messages.py keeps the list."
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
_GONE = ("gallery",)
MARKED = ("jobs", "portal", "store")
"""Where texts are marked for translation."""
SPOKEN = (
    "review",
    "store",
    "dossier/archive.py",
    "dossier/reading.py",
    "jobs/outgoing.py",
    "jobs/posted_check.py",
    "jobs/posted_worker.py",
    "jobs/webhook.py",
    "kernel/disk_words.py",
    "kernel/identifiers/uscc.py",
    "kernel/outcome.py",
    "portal/access.py",
    "portal/accounts/decision_form.py",
    "portal/accounts/templatetags/accounts_showing.py",
    "portal/accounts/unit_forms.py",
    "portal/filing/verify_page.py",
    "reports/print/fonts.py",
)
"""Where Chinese texts stand unmarked and are told by ``portal.telling`` when they are shown."""
_NOT_SPOKEN = ("store/migrations/", "store/apps.py", "store/applying/sums.py")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SLOT = re.compile(r"\{.*?\}")
_PATTERN_SIGNS = re.compile(r"[\\^$*]")

Found = tuple[str | None, str | tuple[str, ...], str]
"""(context, message id or ids, place)."""


def collect() -> Iterator[Found]:
    """Every text of templates and code that is marked for translation, the gallery of parts left out."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted(each for folder in MARKED for each in (SOURCE / folder).rglob("*")):
        place = path.relative_to(ROOT).as_posix()
        if any(word in place for word in _GONE):
            continue
        if path.suffix in (".html", ".txt") and "templates" in path.parts:
            yield from _texts(templatize(path.read_text(encoding="utf-8"), origin=str(path)), place)
        elif path.suffix == ".py":
            yield from _texts(path.read_text(encoding="utf-8"), place)
    known = {_bare(chinese) for chinese, _ in english_phrases()}
    for path in spoken_files():
        for text in unmarked(path.read_text(encoding="utf-8")):
            if _bare(text) not in known:
                yield None, text, path.relative_to(ROOT).as_posix()


def _bare(text: str) -> str:
    """A sentence without values and full stop."""
    return _SLOT.sub("", text).removesuffix("。")


def spoken_files() -> Iterator[Path]:
    """The modules of ``SPOKEN``."""
    for name in SPOKEN:
        for path in sorted((SOURCE / name).rglob("*.py")) or [SOURCE / name]:
            if not path.relative_to(SOURCE).as_posix().startswith(_NOT_SPOKEN):
                yield path


def unmarked(source: str) -> Iterator[str]:
    """Every Chinese text of a module that is no docstring and not marked; what is put in becomes ``{a}``, ``{b}`` …"""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    silent = {id(part) for node in nodes for root in _silent(node) for part in ast.walk(root)}
    silent |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        text = _said(node)
        if text and id(node) not in silent and _CHINESE.search(text) and not _PATTERN_SIGNS.search(text):
            yield text


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and arguments of calls that mark their texts."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.Call) and _name(node.func) in KEYWORDS:
        yield from node.args


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    names = iter("abcdefgh")
    return "".join(str(part.value) if isinstance(part, ast.Constant) else f"{{{next(names)}}}" for part in node.values)


def _texts(source: str, place: str) -> Iterator[Found]:
    found = extract("python", BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _, message, _, context in found:
        yield context, message if isinstance(message, str) else tuple(message), place


def current() -> Catalog:
    """The catalogue as it lies on the disk."""
    with CATALOG.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def update() -> Catalog:
    """A catalogue of exactly the collected texts, with the English that is there."""
    old, new = current(), Catalog(locale="en", domain="django", fuzzy=False, header_comment=HEADER, charset="utf-8")
    new.mime_headers = old.mime_headers
    for context, message, place in collect():
        key = message if isinstance(message, str) else message[0]
        known = old.get(key, context=context)
        text = known.string if known is not None else ""
        new.add(message, text, locations=[(place, 0)], context=context)
    return new


def missing(catalog: Catalog) -> list[Message]:
    """What has no English."""
    return [message for message in catalog if message.id and not all(_strings(message))]


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def main(arguments: list[str]) -> int:
    """Update the file, or print what is missing (1 where anything is)."""
    catalog = update()
    if arguments == ["missing"]:
        lacking = missing(catalog)
        print("\n".join(str(message.id) for message in lacking))
        return 1 if lacking else 0
    out = BytesIO()
    write_po(out, catalog, width=0, sort_output=True, include_lineno=False, omit_header=False)
    CATALOG.write_bytes(out.getvalue())
    print(f"{len(catalog)} texts, {len(missing(catalog))} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
