"""What each finding of a check touches: the fields and kinds of papers under it, and a digest of what stands there.

Two uses: a return for correction opens exactly these, and a decision of a person stays as long as the digest does.
The digest is keyed, so that it says nothing of private values to whoever reads the database.

A question that only people answer reads nothing. It is about the fields that its clause names; the decision on it rests
on everything that the guide asks under the same point (3.1 for 3.1.a), fields and papers, but not on what is printed
from the form, which only says the same again. A question of which the form says nothing rests on the whole dossier.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.evidence.kinds import FORM_PRINT
from xingshen.guide.pack import Guide, Question, Rule
from xingshen.guide.reads import what_is_read
from xingshen.pipeline.live_shape import LiveFinding
from xingshen.store.applying import self_check
from xingshen.store.calls import guides
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


@dataclass(frozen=True, slots=True)
class _Under:
    """What a rule or question is about (``fields``, ``kinds``), and what decisions on a question rest on as well."""

    fields: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    around: tuple[str, ...] = ()


_NOTHING = _Under()


def touches_of(submission: Submission, dossier: Dossier) -> dict[str, Touches]:
    """By fingerprint, for every finding of the submission's check. Raises guides.GuideUnavailable."""
    call, day = submission.application.call, timezone.localdate(submission.submitted_at)
    desk = self_check.desk_for(call.guide_id, call.guide_version, call.guide_digest)
    names = {f"sha256:{paper['sha256']}": paper["name"] for paper in submission.manifest["papers"]}
    look = desk.look(dossier, lambda digest: self_check.read_before(digest, names.get(digest, "")), as_of=day)
    under = _under(call.guide_id, call.guide_version, call.guide_digest)
    answers: Mapping[str, Any] = (submission.package or {}).get("answers", {})
    present = {state.wanted.kind.name: state.present for state in look.papers}
    return {
        item.finding.fingerprint: _touches(item, under.get(item.finding.rule, _NOTHING), answers, present, submission)
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
    item: LiveFinding, under: _Under, answers: Mapping[str, Any], present: Mapping[str, tuple[str, ...]],
    submission: Submission,
) -> Touches:  # fmt: skip
    fields = tuple(ref.address for ref in item.fields) or under.fields
    files = tuple(dict.fromkeys([*item.files, *(file for kind in under.kinds for file in present.get(kind, ()))]))
    rests_on = under.around or fields
    if not rests_on and not under.kinds and not files:
        return Touches()
    digests = {paper["name"]: paper["sha256"] for paper in submission.manifest["papers"]}
    stands = [[[address, _value_at(answers, address)] for address in rests_on], [digests.get(file) for file in files]]
    return Touches(fields, under.kinds, files, _keyed(stands))


def _value_at(answers: Mapping[str, Any], address: str) -> Any:
    """What stands at an address; rows count from 1, and a column without a row is that of all rows."""
    here: Any = answers
    for step in address.replace("]", "").split("."):
        name, _, row = step.partition("[")
        here = _step(here, name)
        if row:
            rows, at = _rows(here), int(row) - 1
            here = rows[at] if 0 <= at < len(rows) else None
    return here


def _step(here: Any, name: str) -> Any:
    if isinstance(here, Mapping) and name in here:
        return here[name]
    return [_step(row, name) for row in _rows(here)] or None


def _rows(node: Any) -> list[Any]:
    """The rows of a list, also of one of which the application says that there may be more."""
    rows = node.get("items") if isinstance(node, Mapping) else node
    return rows if isinstance(rows, list) else []


def _keyed(stands: object) -> str:
    text = json.dumps(stands, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:32]


# --- what rules and questions are about ------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _under(guide_id: str, version: str, digest: str) -> Mapping[str, _Under]:
    """By rule or question of the guide."""
    guide = guides.compiled(guide_id, version, digest).guide
    rules = [(rule.id, rule.clauses, _read(guide, _sources(rule))) for rule in guide.rules()]
    found = {name: read for name, _, read in rules}
    for question in (each for pack in guide.packs for each in pack.questions.values()):
        found[question.id] = _of_question(guide, question, [(clauses, read) for _, clauses, read in rules])
    return found


def _of_question(guide: Guide, question: Question, rules: Iterable[tuple[tuple[str, ...], _Under]]) -> _Under:
    points = {_point(clause) for clause in question.clauses}
    near = [read for clauses, read in rules if points & {_point(clause) for clause in clauses}]
    printed = {kind.name for kind in guide.form.kinds if kind.reader == FORM_PRINT}
    specs = [spec for field in guide.form.fields for spec in (field, *field.items)]
    named = [spec.id for spec in specs if set(spec.clauses) & set(question.clauses)]
    around = [spec.id for spec in specs if {_point(clause) for clause in spec.clauses} & points]
    return _Under(
        tuple(named or around),
        tuple(dict.fromkeys(kind for read in near for kind in read.kinds if kind not in printed)),
        tuple(dict.fromkeys([*around, *(path for read in near for path in read.fields)])),
    )


def _point(clause: str) -> str:
    """The point of the guide that a clause belongs to: 3.1 for 3.1.a, 2.1.n1 for 2.1.n1c."""
    return re.sub(r"(?:(?<=\d)|\.)[a-z]$", "", clause)


def _sources(rule: Rule) -> list[str]:
    return [each for each in (rule.applies, *(grade.condition for grade in rule.grades)) if each]


def _read(guide: Guide, sources: list[str]) -> _Under:
    read = what_is_read(guide, sources)
    return _Under(read.fields, read.papers)
