"""Checks a bundle without the server: files against the manifest, the manifest against files, both against the events.

What only the server can tell (that the events stand in its chain) is not claimed. Files are read in pieces and no
further than the manifest says; opens no network and writes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from jsonschema import Draft202012Validator

from xingshen.reports.bundle import DECISIONS, EVENTS, FORM, MANIFEST, README, decisions_of, manifest_schema, state_of
from xingshen.reports.json_report import NotAReportError, from_json
from xingshen.reports.letters.content import LETTER_FORMAT, code_of
from xingshen.reports.receipt import EVENT_FIELDS, PACKAGE_FILE, PAPERS_FOLDER, canonical, digests_of, event_digest
from xingshen.reports.receipt_checking import NotAReceipt, Point, check_receipt, check_receipt_package, read_receipt
from xingshen.review.examination_fold import NoTransition
from xingshen.review.examination_record import BadRecord
from xingshen.review.points import read_machine

_CHUNK = 1024 * 1024
_LARGEST_JSON = 256 * _CHUNK
_MOST_FILES = 10_000
_UNREADABLE = (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)


class NotABundle(ValueError):  # noqa: N818  # something to tell a person
    """What was given is no bundle; the text says in Chinese why."""


def check_bundle(path: Path) -> tuple[Mapping[str, Any], list[Point]]:
    """The manifest and everything that was checked. Raises NotABundle."""
    try:
        with ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            return manifest, list(_points(archive, manifest))
    except _UNREADABLE as error:
        if isinstance(error, NotABundle):
            raise
        raise NotABundle(f"{path.name} 打不开，或不是 zip 文件。") from None


def _read_manifest(archive: ZipFile) -> Mapping[str, Any]:
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > _LARGEST_JSON:
        raise NotABundle(f"压缩包中没有 {MANIFEST}，这不是全卷。")
    content = archive.read(MANIFEST)
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        raise NotABundle(f"{MANIFEST} 不是 JSON，或被改动过。") from None
    error = next(iter(Draft202012Validator(manifest_schema()).iter_errors(manifest)), None)
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path) or "整体"
        raise NotABundle(f"{MANIFEST} 的 {place} 不符合格式，这不是全卷，或被改动过。")
    if canonical(manifest) != content:
        raise NotABundle(f"{MANIFEST} 不是规范的写法，被改动过。")
    assert isinstance(manifest, dict)
    return manifest


def _points(archive: ZipFile, manifest: Mapping[str, Any]) -> Iterator[Point]:
    files = list(_check_files(archive, manifest))
    yield from files
    if not all(each.holds for each in files):
        return
    bundle = _Bundle(archive, manifest)
    try:
        yield from bundle.check()
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError):
        yield Point("内容的格式", False, "有文件不是全卷应有的格式。")


# --- files -----------------------------------------------------------------------------------------------------------


def _check_files(archive: ZipFile, manifest: Mapping[str, Any]) -> Iterator[Point]:
    names = [member.filename for member in archive.infolist()]
    listed = [entry["path"] for entry in manifest["files"]]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) <= _MOST_FILES else ["过多"]
    yield Point("没有重名的文件", not twice and len(set(listed)) == len(listed), f"重复：{'、'.join(twice)}")
    more = sorted(set(names) - {*listed, MANIFEST})
    yield Point("没有目录以外的文件", not more, f"目录里没有：{'、'.join(more[:5])}")
    wrong = [told for entry in manifest["files"] if (told := _wrong(archive, entry, set(names)))]
    yield from (Point(path, False, reason) for path, reason in wrong)
    yield Point(f"{len(listed)} 个文件与目录一致", not wrong, f"有 {len(wrong)} 个文件与目录不符。")


def _wrong(archive: ZipFile, entry: Mapping[str, Any], names: set[str]) -> tuple[str, str] | None:
    path = entry["path"]
    if path not in names:
        return path, "压缩包中没有这个文件。"
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    try:
        with archive.open(path) as file:
            while size <= entry["size"] and (chunk := file.read(_CHUNK)):
                sha256.update(chunk)
                sm3.update(chunk)
                size += len(chunk)
    except _UNREADABLE:
        return path, "文件损坏，读不出来。"
    same = (sha256.hexdigest(), sm3.hexdigest(), size) == (entry["sha256"], entry["sm3"], entry["size"])
    return None if same else (path, "内容与目录所记的摘要不符。")


# --- what the files say ----------------------------------------------------------------------------------------------


class _Bundle:
    """A bundle whose files are what the manifest says; what they say of each other."""

    def __init__(self, archive: ZipFile, manifest: Mapping[str, Any]) -> None:
        self._archive, self._manifest = archive, manifest
        self._files = {entry["path"]: entry for entry in manifest["files"]}

    def check(self) -> Iterator[Point]:
        lost = [name for name in (README, EVENTS, DECISIONS, FORM) if name not in self._files]
        yield Point("卷宗齐全", not lost, f"缺少：{'、'.join(lost)}")
        if lost:
            return
        events = self._json(EVENTS)
        yield from self._check_events(events)
        yield from self._check_decisions(events)
        yield from self._check_submissions(events)
        yield from self._check_findings(events)
        yield from self._check_letters(events)
        unknown = sorted(path for path in self._files if not _is_known(path))
        yield Point("没有来历不明的文件", not unknown, f"不属于全卷：{'、'.join(unknown[:5])}")

    def _check_events(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
        changed = [each["seq"] for each in events if set(each) != {*EVENT_FIELDS, "hash"}]
        changed = changed or [each["seq"] for each in events if event_digest(each) != each["hash"]]
        yield Point("事件的摘要", not changed, f"第 {_numbers(changed)} 条的内容与其摘要不符。")
        pairs = [*pairwise(events)]
        order = [after["seq"] for before, after in pairs if after["seq"] <= before["seq"]]
        yield Point("事件的次序", not order, f"第 {_numbers(order)} 条的次序不对。")
        apart = [
            after["seq"]
            for before, after in pairs
            if after["seq"] == before["seq"] + 1 and after["prev_hash"] != before["hash"]
        ]
        yield Point("相邻事件相连", not apart, f"第 {_numbers(apart)} 条与前一条不相连。")
        last = events[-1] if events else {"seq": 0, "hash": ""}
        told = {"count": len(events), "last": last["seq"], "hash": last["hash"]}
        yield Point("事件与目录一致", told == self._manifest["events"], "目录所记的条数或最后一条与事件不符。")
        subjects = {(each["subject_type"], each["subject_id"]) for each in events}
        one = {kind for kind, _ in subjects} <= {"application", "examination"} and len({i for _, i in subjects}) <= 1
        yield Point("事件属于同一份申报", one, "混入了别的申报的事件。")

    def _check_decisions(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
        try:
            state, told = state_of(events), decisions_of(events)
        except (BadRecord, NoTransition):
            yield Point("审查结论与事件一致", False, "审查的事件不完整，或次序不可能如此。")
            return
        same = canonical(told) == self._read(DECISIONS)
        yield Point("各要点的认定与事件一致", same, f"{DECISIONS} 与事件归纳的结果不同。")
        conclusion = state.conclusion.value if state.conclusion else ""
        held = (self._manifest["stage"], self._manifest["conclusion"]) == (state.stage.value, conclusion)
        yield Point("审查结论与事件一致", held, "目录所记的状态或结论与事件不符。")

    def _check_submissions(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
        receipts = {int(path.split("/")[1]) for path in self._files if path.startswith("submissions/")}
        wanted = {int(each["after"]["sequence"]) for each in events if _is_submission(each)}
        yield Point("每次提交都在", receipts == wanted, "提交的次数与事件不符。")
        known = {each["hash"] for each in events}
        for sequence in sorted(receipts & wanted):
            yield from self._check_submission(sequence, known)
        yield self._check_about(max(receipts, default=0))

    def _check_submission(self, sequence: int, known: set[str]) -> Iterator[Point]:
        folder, name = f"submissions/{sequence}/", f"第 {sequence} 次提交"
        try:
            receipt = read_receipt(self._read(f"{folder}receipt.json").decode("utf-8"))
        except (NotAReceipt, UnicodeDecodeError):
            yield Point(f"{name}：回执", False, "不是完整的回执。")
            return
        stands = receipt["event"]["hash"] in known and receipt["sequence"] == sequence
        yield Point(f"{name}：回执的事件在办理经过中", stands, "办理经过中没有回执所载的事件。")
        points = [*check_receipt(receipt), *check_receipt_package(receipt, self._archive, folder)]
        wrong = [point for point in points if not point.holds]
        yield from (Point(f"{name}：{point.name}", False, point.told) for point in wrong)
        yield Point(f"{name}：回执与提交的内容一致", not wrong, f"有 {len(wrong)} 处不符。")
        papers = {f"{folder}{PAPERS_FOLDER}/{paper['name']}" for paper in receipt["manifest"]["papers"]}
        more = {path for path in self._files if path.startswith(f"{folder}{PAPERS_FOLDER}/")} - papers
        yield Point(f"{name}：没有多出的材料", not more, f"回执没有列出：{'、'.join(sorted(more)[:3])}")

    def _check_about(self, sequence: int) -> Point:
        package = self._json(f"submissions/{sequence}/{PACKAGE_FILE}") if sequence else {}
        receipt = self._json(f"submissions/{sequence}/receipt.json") if sequence else {}
        project = package.get("answers", {}).get("project")
        title = project.get("title", "") if isinstance(project, dict) else ""
        wanted = {
            "number": receipt.get("number", ""),
            "title": title if isinstance(title, str) else "",
            "sequence": sequence,
            **{name: package.get(name, {}) for name in ("call", "guide", "unit")},
        }
        same = all(self._manifest[name] == value for name, value in wanted.items())
        return Point("目录与最后一次提交一致", same, "目录所记的编号、名称、单位、批次或指南与提交的内容不符。")

    def _check_findings(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
        checked = {
            (int(each["after"]["sequence"]), str(each["after"]["check"]))
            for each in events
            if each["kind"] == "examination.checked"
        }
        wanted = {sequence: {check for at, check in checked if at == sequence} for sequence, _ in checked}
        for sequence, digests in sorted(wanted.items()):
            folder, name = f"findings/{sequence}/", f"第 {sequence} 次提交的自动审查"
            if f"{folder}check.json" not in self._files or f"{folder}facts.json" not in self._files:
                yield Point(name, False, "卷宗里没有这次的审查结果。")
                continue
            try:
                result = from_json(self._json(f"{folder}check.json"))
            except NotAReportError:
                yield Point(name, False, "不是审查结果。")
                continue
            machine = read_machine(result, self._json(f"{folder}facts.json"))
            yield Point(f"{name}与事件一致", machine.digest in digests, "审查结果与事件所记的摘要不符。")

    def _check_letters(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
        issued = [each["after"]["digest"] for each in events if each["kind"] == "letter.issued"]
        paths = sorted(path for path in self._files if path.startswith("letters/") and path.endswith(".json"))
        found = [self._files[path]["sha256"] for path in paths]
        yield Point("发出的通知书都在", sorted(issued) == sorted(found), "通知书与事件所记的不符。")
        for path in paths:
            yield self._check_letter(path)

    def _check_letter(self, path: str) -> Point:
        record, stem = self._json(path), path.removesuffix(".json")
        name = f"通知书 {record['content']['number']}"
        if record["format"] != LETTER_FORMAT or record["code"] != code_of(record["content"]):
            return Point(name, False, "核验码与通知书的文字不符。")
        wrong = [
            suffix
            for suffix, told in record["files"].items()
            if {name: self._files.get(f"{stem}.{suffix}", {}).get(name) for name in told} != told
        ]
        return Point(f"{name}：文件与记录一致", not wrong, f"{'、'.join(wrong)} 文件与记录所载的摘要不符。")

    def _read(self, path: str) -> bytes:
        if self._files[path]["size"] > _LARGEST_JSON:
            raise ValueError("too large")
        return self._archive.read(path)

    def _json(self, path: str) -> Any:
        return json.loads(self._read(path))


def manifest_digest(path: Path) -> str:
    """The SHA-256 of the manifest, as the record of downloads has it."""
    with ZipFile(path) as archive:
        return digests_of(archive.read(MANIFEST)).sha256


def _is_submission(event: Mapping[str, Any]) -> bool:
    after = event["after"]
    return isinstance(after, dict) and "manifest_sha256" in after and "sequence" in after


def _is_known(path: str) -> bool:
    if path in (README, EVENTS, DECISIONS, FORM):
        return True
    parts = path.split("/")
    if parts[0] == "submissions":
        fixed = len(parts) == 3 and parts[2] in (PACKAGE_FILE, "receipt.json", "receipt.pdf")
        return fixed or (len(parts) == 4 and parts[2] == PAPERS_FOLDER)
    if parts[0] == "findings":
        return len(parts) == 3 and parts[2] in ("check.json", "facts.json", "report.html")
    return parts[0] == "letters" and len(parts) == 2


def _numbers(numbers: Sequence[int]) -> str:
    return "、".join(str(each) for each in numbers[:5])
