"""What each finding of a check touches: the fields and kinds of papers under it, and a digest of what stands there.

Two uses: a return for correction opens exactly these, and a decision of a person stays as long as the digest does.
The digest is keyed, so that it says nothing of private values to whoever reads the database.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.guide.pack import Guide
from xingshen.guide.reads import Reads, what_is_read
from xingshen.pipeline.live_shape import LiveFinding
from xingshen.store import guides, self_check
from xingshen.store.models import Submission


@dataclass(frozen=True, slots=True)
class Touches:
    """Addresses of fields (``partner[1].country``), kinds of papers, files, and the digest of what stands there.

    ``facts`` is "" where a finding touches nothing that is known: it rests on the whole dossier.
    """

    fields: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    facts: str = ""


def touches_of(submission: Submission, dossier: Dossier) -> dict[str, Touches]:
    """By fingerprint, for every finding of the submission's check. Raises guides.GuideUnavailable."""
    call, day = submission.application.call, timezone.localdate(submission.submitted_at)
    desk = self_check.desk_for(call.guide_id, call.guide_version, call.guide_digest)
    names = {f"sha256:{paper['sha256']}": paper["name"] for paper in submission.manifest["papers"]}
    look = desk.look(dossier, lambda digest: self_check.read_before(digest, names.get(digest, "")), as_of=day)
    reads = _reads_of(call.guide_id, call.guide_version, call.guide_digest)
    answers: Mapping[str, Any] = (submission.package or {}).get("answers", {})
    present = {state.wanted.kind.name: state.present for state in look.papers}
    return {
        item.finding.fingerprint: _touches(item, reads.get(item.finding.rule), answers, present, submission)
        for item in look.findings
    }


def to_json(touched: Mapping[str, Touches]) -> dict[str, Any]:
    """For ``Check.touches``."""
    return {
        mark: {"fields": [*each.fields], "kinds": [*each.kinds], "files": [*each.files], "facts": each.facts}
        for mark, each in touched.items()
    }


def from_json(saved: Mapping[str, Any]) -> dict[str, Touches]:
    """What :func:`to_json` made."""
    return {
        mark: Touches(tuple(each["fields"]), tuple(each["kinds"]), tuple(each["files"]), each["facts"])
        for mark, each in saved.items()
    }


def _touches(
    item: LiveFinding, reads: Reads | None, answers: Mapping[str, Any], present: Mapping[str, tuple[str, ...]],
    submission: Submission,
) -> Touches:  # fmt: skip
    fields = tuple(ref.address for ref in item.fields) or (reads.fields if reads else ())
    kinds = reads.papers if reads else ()
    files = tuple(dict.fromkeys([*item.files, *(file for kind in kinds for file in present.get(kind, ()))]))
    if not fields and not kinds and not files:
        return Touches()
    digests = {paper["name"]: paper["sha256"] for paper in submission.manifest["papers"]}
    stands = [[[address, _value_at(answers, address)] for address in fields], [digests.get(file) for file in files]]
    return Touches(fields, kinds, files, _keyed(stands))


def _value_at(answers: Mapping[str, Any], address: str) -> Any:
    """What stands at an address; rows count from 1. None where nothing does."""
    here: Any = answers
    for step in address.replace("]", "").split("."):
        name, _, row = step.partition("[")
        here = here.get(name) if isinstance(here, Mapping) else None
        if row:
            at = int(row) - 1
            here = here[at] if isinstance(here, list) and 0 <= at < len(here) else None
    return here


def _keyed(stands: object) -> str:
    text = json.dumps(stands, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:32]


@lru_cache(maxsize=8)
def _reads_of(guide_id: str, version: str, digest: str) -> Mapping[str, Reads]:
    """By rule: the fields and kinds of papers that its conditions read."""
    guide = guides.compiled(guide_id, version, digest).guide
    return {
        rule.id: _read(guide, [rule.applies, *(grade.condition for grade in rule.grades)]) for rule in guide.rules()
    }


def _read(guide: Guide, sources: Iterable[str | None]) -> Reads:
    return what_is_read(guide, [source for source in sources if source])
