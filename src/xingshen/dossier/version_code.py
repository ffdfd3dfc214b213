"""The version code of an application: the same data have the same code, however they are spelled in the file.

It covers the form's values, not the list of attachments nor their files, so that a sealed page can carry the code of
the form that it belongs to and be attached to it afterwards. Knows no paper and no rule.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import TypeAlias

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.dossier import Dossier, Severity
from xingshen.kernel.identifiers.version_code import of_number
from xingshen.kernel.knowledge import Listing, Unknown

_Plain: TypeAlias = "str | bool | list[_Plain] | dict[str, _Plain]"


def version_code(dossier: Dossier) -> str:
    """The code (``XS1-XXXX-XXXX-XXXX-C``) of the values that the form declares.

    Order of keys, spelling of numbers and dates, width of characters and blanks do not matter; the order of rows does.
    A field that is not filled counts as absent; what could not be understood counts as it may be shown.
    """
    spec = dossier.schema.by_id.get(ATTACHMENTS_ID)
    listed = spec.name if spec else None
    values = {name: value for name, value in dossier.values.items() if name != listed}
    odd = sorted([each.path, each.shown] for each in dossier.problems if _matters(each.path, each.severity, listed))
    canonical = json.dumps([_plain(values), odd], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return of_number(int.from_bytes(hashlib.sha256(canonical.encode("ascii")).digest()[:8], "big"))


def _matters(path: str, severity: Severity, listed: str | None) -> bool:
    """Whether a problem says that the value itself is missing, so that only what is shown tells versions apart."""
    return severity is not Severity.FORMAT and path.partition("[")[0] != listed


def _plain(value: object) -> _Plain:
    if isinstance(value, Mapping):
        return {_text(str(name)): _plain(each) for name, each in value.items() if not _absent(each)}
    if isinstance(value, Listing):
        return [_plain(each) for each in value.items]
    if isinstance(value, Unknown):
        return [*sorted({missing.why.value for missing in value.missing}), *(_plain(each) for each in value.candidates)]
    return value if isinstance(value, bool) else _scalar(value)


def _absent(value: object) -> bool:
    return isinstance(value, Unknown) and value.not_filled


def _scalar(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date | time):
        return value.isoformat()
    return _text(str(value))


def _text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
