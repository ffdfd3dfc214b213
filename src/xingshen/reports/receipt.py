"""What is handed in as one canonical text with its digests, the public list of it, and the receipt as JSON.

Canonical: JSON, keys sorted, UTF-8, no blanks; SHA-256 tells one package from another, SM3 is there for those who
have to use it. The package holds every value, private ones too, and a random salt, so that neither its digest nor that
of a single field can be tried out; the manifest holds only digests of fields. Knows no storage and no clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
PACKAGE_FORMAT = "xingshen-package/1"
MANIFEST_FORMAT = "xingshen-manifest/1"
RECEIPT_FORMAT = "xingshen-receipt/1"
PACKAGE_FILE = "package.json"
PAPERS_FOLDER = "papers"
EVENT_FIELDS = (
    "seq", "at", "kind", "actor_id", "actor_name", "actor_role", "organisation", "subject_type", "subject_id",
    "subject_label", "before", "after", "reason", "address", "request_id", "prev_hash",
)  # fmt: skip
"""What the digest of an event covers (docs/receipts.md)."""
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class PackedPaper:
    """One paper of a package: its name in the export, what it was handed in as, its digests and size."""

    name: str
    kind: str
    title: str
    translation_of: str
    fiscal_year: str
    sha256: str
    sm3: str
    size: int


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 and SM3 of the same bytes, hex."""

    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package as a tree and as bytes, with digests; ``manifest`` may be shown, ``tree`` only to its owners."""

    tree: Json
    digests: Digests
    manifest: Json
    manifest_sha256: str


def canonical(tree: object) -> bytes:
    """The one text of ``tree`` (anything JSON)."""
    return _CANONICAL.encode(tree).encode("utf-8", "surrogatepass")


def digests_of(content: bytes) -> Digests:
    """Both digests."""
    return Digests(hashlib.sha256(content).hexdigest(), hashlib.new("sm3", content).hexdigest())


def pack(
    *,
    salt: str,
    call: Mapping[str, str],
    guide: Mapping[str, str],
    unit: Mapping[str, str],
    version: int,
    version_code: str,
    answers: Mapping[str, Any],
    papers: Sequence[PackedPaper],
) -> Package:
    """The package of these answers and papers. ``salt``: random, not used before."""
    head: Json = {
        "call": dict(call),
        "guide": dict(guide),
        "unit": dict(unit),
        "version": version,
        "version_code": version_code,
        "papers": [asdict(paper) for paper in papers],
    }
    tree = {"format": PACKAGE_FORMAT, **head, "salt": salt, "answers": dict(answers)}
    manifest = {"format": MANIFEST_FORMAT, **head, "fields": field_digests(answers, salt)}
    return Package(tree, digests_of(canonical(tree)), manifest, digests_of(canonical(manifest)).sha256)


def field_digests(answers: Mapping[str, Any], salt: str) -> dict[str, str]:
    """Path of each value → its salted SHA-256."""
    return {path: _salted(salt, path, value) for path, value in leaves(answers)}


def leaves(node: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value that is no object and no list, with its path (``team[1].name``)."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for at, value in enumerate(node, 1):
            yield from leaves(value, f"{path}[{at}]")
    else:
        yield path, node


def _salted(salt: str, path: str, value: object) -> str:
    return hashlib.sha256(b"\n".join([salt.encode(), path.encode(), canonical(value)])).hexdigest()


def event_digest(event: Mapping[str, Any]) -> str:
    """The digest that belongs into the ``hash`` of an event given as JSON (``at`` in UTC with microseconds)."""
    covered = {name: event[name] for name in EVENT_FIELDS}
    text = json.dumps(covered, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def receipt_json(
    *, number: str, sequence: int, submitted_at: str, digests: Digests, manifest: Mapping[str, Any],
    event: Mapping[str, Any], verify_url: str,
) -> Json:  # fmt: skip
    """The receipt for machines. ``submitted_at`` as shown (Asia/Shanghai, seconds); the event has the exact instant."""
    return {
        "format": RECEIPT_FORMAT,
        "number": number,
        "sequence": sequence,
        "submitted_at": submitted_at,
        "package": asdict(digests),
        "manifest": dict(manifest),
        "event": dict(event),
        "verify": verify_url,
    }


def receipt_schema() -> Json:
    """The JSON Schema of a receipt."""
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    text = {"type": "string"}
    paper = _record(
        {
            **dict.fromkeys(("name", "kind", "title", "translation_of", "fiscal_year"), text),
            "sha256": digest,
            "sm3": digest,
            "size": {"type": "integer", "minimum": 0},
        }
    )
    texts = {"type": "object", "additionalProperties": text}
    manifest = _record(
        {
            "format": {"const": MANIFEST_FORMAT},
            "call": texts,
            "guide": texts,
            "unit": texts,
            "version": {"type": "integer"},
            "version_code": text,
            "papers": {"type": "array", "items": paper},
            "fields": {"type": "object", "additionalProperties": digest},
        }
    )
    event = _record(
        {
            **{name: {} for name in EVENT_FIELDS},
            "seq": {"type": "integer", "minimum": 1},
            "at": text,
            "kind": {"enum": ["filing.submitted", "filing.replaced", "filing.corrected"]},
            "after": {"type": "object"},
            "prev_hash": digest,
            "hash": digest,
        }
    )
    receipt = _record(
        {
            "format": {"const": RECEIPT_FORMAT},
            "number": text,
            "sequence": {"type": "integer", "minimum": 1},
            "submitted_at": text,
            "package": _record({"sha256": digest, "sm3": digest}),
            "manifest": manifest,
            "event": event,
            "verify": text,
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "形审 提交回执", **receipt}


def _record(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
