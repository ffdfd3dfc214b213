"""``lock.json``: which text of each clause somebody last confirmed the rules against, who and when.

A clause whose text changed afterwards is stale until somebody confirms its rules anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.markdown import FILE
from xingshen.guide.pack import Clause, Pack

LOCK = "lock.json"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One confirmed clause: digest of its text, by whom, on which day."""

    digest: str
    by: str
    on: str


def clause_digest(clause: Clause) -> str:
    """The digest of a clause's text; white space does not count."""
    text = _SPACE.sub("", clause.text)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def read_lock(folder: Path) -> dict[str, Confirmation]:
    """The confirmations of a pack; empty where there is no lock. Raises PackError."""
    path = folder / LOCK
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): Confirmation(row["text"], row["by"], row["on"]) for key, row in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "内容无法识别；请用 xingshen guide confirm 重新生成"
        raise PackError((PackProblem(LOCK, 0, message, "确认记录"),)) from None


def stale_clauses(pack: Pack, lock: Mapping[str, Confirmation]) -> list[str]:
    """The clauses that were never confirmed or whose text has changed since."""
    return [key for key, clause in pack.clauses.items() if key not in lock or lock[key].digest != clause_digest(clause)]


def check_lock(pack: Pack, folder: Path) -> list[PackProblem]:
    """Stale clauses, and confirmations of clauses that no longer exist."""
    try:
        lock = read_lock(folder)
    except PackError as error:
        return list(error.problems)
    if not lock:
        return [PackProblem(LOCK, 0, "还没有确认记录；核对后请运行 xingshen guide confirm", "确认记录")]
    stale = [
        PackProblem(FILE, pack.clauses[key].line, f"条款 {key} {_why(key, lock)}，请核对后确认", "确认记录")
        for key in stale_clauses(pack, lock)
    ]
    gone = [PackProblem(LOCK, 0, f"条款 {key} 已不在指南中", "确认记录") for key in lock if key not in pack.clauses]
    return [*stale, *gone]


def _why(key: str, lock: Mapping[str, Confirmation]) -> str:
    if key not in lock:
        return "还没有人确认过"
    return f"的原文在{lock[key].by}于{lock[key].on}确认之后有改动"


def confirm(pack: Pack, folder: Path, clauses: Iterable[str], by: str, on: date) -> int:
    """Write that ``by`` confirmed ``clauses`` on that day; clauses that are gone leave the lock. How many changed."""
    lock = read_lock(folder)
    fresh = {key: Confirmation(clause_digest(pack.clauses[key]), by, on.isoformat()) for key in clauses}
    kept = {key: fresh.get(key) or lock[key] for key in pack.clauses if key in fresh or key in lock}
    rows = {key: {"text": row.digest, "by": row.by, "on": row.on} for key, row in kept.items()}
    (folder / LOCK).write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return len(fresh)
