"""The bundle of one dossier: where everything stands in it, its manifest, and the decisions told from the events.

A zip that needs nothing else: what was handed in with its receipts, what the machine found, what people decided with
the events that say so, and the letters. Every file is in ``manifest.json`` with its digests; the manifest repeats
nothing that the files do not say, so that each word of it can be checked (``bundle_checking``). The same dossier gives
the same bytes. Knows no storage and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from xingshen.reports.receipt import Digests, Json, canonical, digests_of
from xingshen.review.examination_fold import fold
from xingshen.review.examination_record import BY_KIND, from_record
from xingshen.review.examination_state import Examination, Judgement

BUNDLE_FORMAT = "xingshen-bundle/1"
MANIFEST, README, EVENTS, DECISIONS = "manifest.json", "README.txt", "events.json", "decisions.json"
FORM = "application.pdf"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1024 * 1024

README_TEXT = """\
形审 全卷
==========

这个压缩包是一份申报的全部卷宗，含个人信息（身份证件号、电话等），请按规定保管和传递。

manifest.json      目录：每个文件的大小、SHA-256、SM3
application.pdf    最后一次提交的项目申报书
submissions/N/     第 N 次提交：package.json（全部填报值）、papers/（材料原件，原文件名）、receipt.json、receipt.pdf
findings/N/        对第 N 次提交的自动审查：check.json、report.html；facts.json 是各要点所依据事实的摘要
decisions.json     审查人员对各要点的认定和结论，由 events.json 归纳
events.json        办理经过：每个事件与记录链中的一样，带摘要和上一事件的摘要
letters/           发出的通知书：Word、PDF，及记录（.json）

怎样核验（不需要网络，也不需要原系统）：

    xingshen verify 本文件.zip

核验：每个文件与目录一致；目录与文件内容一致；事件的摘要与相连；回执与提交的内容一致；自动审查的结果、
审查结论与事件一致；通知书与事件所记的摘要一致。格式见形审的文档 docs/bundles.md。
"""


@dataclass(frozen=True, slots=True)
class Content:
    """A file given as bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies on the disk, with what is known of it."""

    path: str
    source: Any
    sha256: str
    sm3: str
    size: int


@dataclass(frozen=True, slots=True)
class About:
    """Whose bundle it is: what the last package and the events say."""

    number: str
    title: str
    call: Mapping[str, str]
    guide: Mapping[str, str]
    unit: Mapping[str, str]
    sequence: int


def bundle_name(number: str) -> str:
    """What the bundle of this application is called when somebody downloads it."""
    return f"{number}-全卷.zip"


def as_file(tree: object) -> bytes:
    """A JSON file of the bundle: canonical."""
    return canonical(tree)


def manifest_of(about: About, files: Sequence[Content | Stored], events: Sequence[Mapping[str, Any]]) -> Json:
    """The manifest: what it is, where it stands by its events, and every file."""
    state, last = state_of(events), events[-1] if events else None
    return {
        "format": BUNDLE_FORMAT,
        "number": about.number,
        "title": about.title,
        "call": dict(about.call),
        "guide": dict(about.guide),
        "unit": dict(about.unit),
        "sequence": about.sequence,
        "stage": state.stage.value,
        "conclusion": state.conclusion.value if state.conclusion else "",
        "events": {
            "count": len(events), "last": last["seq"] if last else 0, "hash": last["hash"] if last else "",
        },
        "private": True,
        "files": sorted((_entry(each) for each in files), key=lambda entry: str(entry["path"])),
    }  # fmt: skip


def _entry(file: Content | Stored) -> Json:
    if isinstance(file, Stored):
        return {"path": file.path, "size": file.size, "sha256": file.sha256, "sm3": file.sm3}
    return {"path": file.path, "size": len(file.data), **asdict(digests_of(file.data))}


def write_bundle(target: IO[bytes], about: About, files: Iterable[Content | Stored], events: Sequence[Json]) -> Digests:
    """Write the zip; the digests of its manifest. OSError where a stored file is gone."""
    every = [*files, Content(README, README_TEXT.encode()), Content(EVENTS, as_file(list(events)))]
    every.append(Content(DECISIONS, as_file(decisions_of(events))))
    manifest = as_file(manifest_of(about, every, events))
    with ZipFile(target, "w", ZIP_STORED, strict_timestamps=True) as archive:
        _write(archive, Content(MANIFEST, manifest))
        for each in sorted(every, key=lambda file: file.path):
            _write(archive, each)
    return digests_of(manifest)


def _write(archive: ZipFile, file: Content | Stored) -> None:
    member = ZipInfo(file.path, _EPOCH)
    member.external_attr = 0o600 << 16
    if isinstance(file, Content):
        archive.writestr(member, file.data)
        return
    member.file_size = file.size
    with archive.open(member, "w") as goal, open(file.source, "rb") as source:
        while chunk := source.read(_CHUNK):
            goal.write(chunk)


# --- what the events say ---------------------------------------------------------------------------------------------


def state_of(events: Iterable[Mapping[str, Any]]) -> Examination:
    """Where the examination stands by these events of the chain. Raises BadRecord."""
    return fold(from_record(each["after"]) for each in events if _is_of_examination(each))


def _is_of_examination(event: Mapping[str, Any]) -> bool:
    return event["subject_type"] == "examination" and event["kind"] in BY_KIND


def decisions_of(events: Sequence[Mapping[str, Any]]) -> Json:
    """Points with every decision on them, corrections, grounds and conclusion, as the events add up to them."""
    state = state_of(events)
    return {
        "stage": state.stage.value,
        "accepted_at": _instant(state.accepted_at),
        "conclusion": state.conclusion.value if state.conclusion else "",
        "concluded_at": _instant(state.concluded_at),
        "grounds": [each.basis.fingerprint for each in state.refusal.grounds] if state.refusal else [],
        "refusal": _refusal(state),
        "ruling": state.ruling.value if state.ruling else "",
        "answer_until": _instant(state.answer_until),
        "published_until": _instant(state.published_until),
        "people": dict(sorted(_names(events))),
        "points": {mark: [_judgement(each) for each in made] for mark, made in sorted(state.judgements.items())},
        "corrections": [
            {
                "round": each.round,
                "requested_at": _instant(each.requested_at),
                "due": _instant(each.due),
                "ended_at": _instant(each.ended_at),
                "items": [
                    {"fingerprint": item.fingerprint, "clauses": list(item.clauses), "asked": item.question,
                     "evidence": item.evidence, "cure": item.cure}
                    for item in each.items
                ],
                "replies": [{"fingerprint": reply.fingerprint, "text": reply.text} for reply in each.replies or ()],
            }
            for each in state.corrections
        ],
    }  # fmt: skip


def _refusal(state: Examination) -> Json | None:
    refusal = state.refusal
    if refusal is None:
        return None
    return {
        "proposed_by": refusal.proposed_by,
        "countersigned_by": refusal.countersigned_by,
        "reason": refusal.reason,
    }


def _judgement(made: Judgement) -> Json:
    return {
        "word": made.word.value,
        "machine": made.basis.outcome.value,
        "settled": made.settled.value if made.settled else "",
        "by": list(made.by),
        "at": _instant(made.at),
        "reason": made.reason,
        "carried": made.carried,
        "stale": made.stale.value if made.stale else "",
    }


def _names(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in events:
        if each["actor_id"] is not None and _is_of_examination(each):
            yield str(each["actor_id"]), each["actor_name"]


def _instant(at: Any) -> str:
    return at.isoformat() if at is not None else ""


# --- the schema ------------------------------------------------------------------------------------------------------


def manifest_schema() -> Json:
    """The JSON Schema of a manifest."""
    digest, text = {"type": "string", "pattern": "^[0-9a-f]{64}$"}, {"type": "string"}
    texts = {"type": "object", "additionalProperties": text}
    count = {"type": "integer", "minimum": 0}
    file = _record({"path": {"type": "string", "minLength": 1}, "size": count, "sha256": digest, "sm3": digest})
    events = _record({"count": count, "last": count, "hash": {"type": "string", "pattern": "^([0-9a-f]{64})?$"}})
    manifest = _record({
        "format": {"const": BUNDLE_FORMAT},
        "number": text,
        "title": text,
        "call": texts,
        "guide": texts,
        "unit": texts,
        "sequence": count,
        "stage": text,
        "conclusion": {"enum": ["", "pass", "fail"]},
        "events": events,
        "private": {"const": True},
        "files": {"type": "array", "items": file},
    })  # fmt: skip
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "形审 全卷目录", **manifest}


def _record(properties: Json) -> Json:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip
