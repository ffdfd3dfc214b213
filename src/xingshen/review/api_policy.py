"""What a token may be good for: scopes, which roles may give them away, and which events a program may be told.

A token never may more than its person: the scopes count only as far as the person's roles allow them now, and each
object is asked about as it is for pages. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from xingshen.review.examination_policy import ReviewFacts, may_see
from xingshen.review.examination_state import Examination
from xingshen.review.examination_values import LetterKind
from xingshen.review.filing_policy import Parties, administers, edits, handed_in, reads, recommends
from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, holds, refused


class Scope(StrEnum):
    """What a token can be given."""

    READ_DOSSIERS = "read:dossiers"
    READ_FINDINGS = "read:findings"
    READ_DECISIONS = "read:decisions"
    WRITE_DECISIONS = "write:decisions"
    READ_EVENTS = "read:events"
    CHECK = "check"
    EXPORT = "export"


SCOPE_WORDS: Mapping[Scope, str] = {
    Scope.READ_DOSSIERS: "查看申报及其材料",
    Scope.READ_FINDINGS: "查看自动审查结果",
    Scope.READ_DECISIONS: "查看要点、认定、结论和通知书",
    Scope.WRITE_DECISIONS: "认定要点",
    Scope.READ_EVENTS: "查看事件记录",
    Scope.CHECK: "提交材料检查",
    Scope.EXPORT: "导出提交内容（含证件号码等个人信息）",
}
_APPLYING = frozenset({Role.APPLICANT, Role.UNIT_ADMIN})
_REVIEWING = frozenset({Role.REVIEWER, Role.PANEL, Role.OFFICE})
_HOLDERS: Mapping[Scope, frozenset[Role]] = {
    Scope.READ_DOSSIERS: _APPLYING | _REVIEWING | {Role.DEPARTMENT},
    Scope.READ_FINDINGS: _APPLYING | _REVIEWING | {Role.DEPARTMENT},
    Scope.READ_DECISIONS: _APPLYING | _REVIEWING,
    Scope.WRITE_DECISIONS: frozenset({Role.REVIEWER}),
    Scope.READ_EVENTS: frozenset({Role.OFFICE, Role.AUDIT_ADMIN}),
    Scope.CHECK: _APPLYING | _REVIEWING,
    Scope.EXPORT: _APPLYING | {Role.OFFICE},
}


def scopes_for(actor: Actor) -> tuple[Scope, ...]:
    """The scopes that this person may give to a token, in their order."""
    return tuple(scope for scope in Scope if actor.has(*_HOLDERS[scope]))


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token: whose it is, and what it was given."""

    owner_id: int
    scopes: frozenset[str] = frozenset()


def within(scope: Scope) -> Predicate[TokenFacts]:
    """The token has ``scope``, and the person's roles allow it still."""

    def ask(actor: Actor, token: TokenFacts) -> Decision:
        if scope not in token.scopes:
            return refused(f"此令牌没有“{SCOPE_WORDS[scope]}”（{scope.value}）的权限。")
        return ALLOWED if actor.has(*_HOLDERS[scope]) else refused("此令牌所属账号的角色已不允许此项操作。")

    return Predicate(ask)


def may_make(actor: Actor, scopes: Iterable[str]) -> Decision:
    """Make a token with these scopes: at least one, and none beyond one's own roles."""
    asked = set(scopes)
    if not asked:
        return refused("请至少选择一项权限。")
    return ALLOWED if asked <= set(scopes_for(actor)) else refused("所选权限超出了您的角色。")


def _revokes(actor: Actor, token: TokenFacts) -> Decision:
    if actor.user_id == token.owner_id or actor.has(Role.SYSTEM_ADMIN):
        return ALLOWED
    return refused("只有令牌的所有人和系统管理员能吊销它。")


may_revoke: Predicate[TokenFacts] = Predicate(_revokes)
may_export_calls: Predicate[None] = holds(Role.OFFICE)
"""Bundles of dossiers, and tables and bundles of a whole call."""

# --- events ----------------------------------------------------------------------------------------------------------

APPLICANTS_KINDS = frozenset({
    "filing.submitted", "filing.replaced", "filing.withdrawn", "filing.approved", "filing.returned",
    "filing.recommended", "examination.accepted", "examination.discontinued", "correction.requested",
    "correction.handed_in", "correction.lapsed", "letter.issued", "examination.published", "reexamination.requested",
    "examination.final",
})  # fmt: skip
"""What the applicant's side is told of its own dossier: nothing of opinions, of points, or of who judged."""
DEPARTMENTS_KINDS = frozenset(kind for kind in APPLICANTS_KINDS if kind.startswith("filing."))
OFFICES_KINDS = APPLICANTS_KINDS | {
    "examination.assigned", "examination.reassigned", "examination.recused", "examination.started",
    "examination.checked", "examination.passed", "point.confirmed", "point.overruled", "point.asked", "point.undone",
    "point.reopened", "point.carried", "panel.opened", "panel.changed", "panel.concluded", "refusal.proposed",
    "refusal.countersigned", "refusal.not_countersigned", "reexamination.assigned", "reexamination.decided",
}  # fmt: skip
"""What those are told who review a dossier."""


def kinds_for(actor: Actor) -> tuple[str, ...]:
    """The kinds of events that a webhook of this person may get at all."""
    if actor.has(*_REVIEWING):
        return tuple(sorted(OFFICES_KINDS))
    if actor.has(*_APPLYING):
        return tuple(sorted(APPLICANTS_KINDS))
    return tuple(sorted(DEPARTMENTS_KINDS)) if actor.has(Role.DEPARTMENT) else ()


# --- whose side somebody is on ---------------------------------------------------------------------------------------


class Side(StrEnum):
    """As what somebody sees a dossier; one person may be on several sides."""

    APPLICANT = "applicant"
    DEPARTMENT = "department"
    OFFICER = "officer"


_reading: Predicate[Parties] = administers | edits | reads
_recommending: Predicate[Parties] = recommends & handed_in


def sides_of(actor: Actor, parties: Parties, facts: ReviewFacts | None) -> frozenset[Side]:
    """The sides of this person; empty: the dossier is none of theirs. ``facts`` None: it was never accepted."""
    found = {
        Side.APPLICANT: bool(_reading(actor, parties)),
        Side.DEPARTMENT: bool(_recommending(actor, parties)),
        Side.OFFICER: facts is not None and bool(may_see(actor, facts)),
    }
    return frozenset(side for side, own in found.items() if own)


_KINDS: Mapping[Side, frozenset[str]] = {
    Side.APPLICANT: APPLICANTS_KINDS,
    Side.DEPARTMENT: DEPARTMENTS_KINDS,
    Side.OFFICER: OFFICES_KINDS,
}


def may_be_told(kind: str, sides: Iterable[Side]) -> bool:
    """Whether somebody on these sides is told of an event of this kind."""
    return any(kind in _KINDS[side] for side in sides)


def conclusion_is_told(state: Examination) -> bool:
    """Whether the applicant has been told how it ended: by letter, or on the public list."""
    return bool(state.letters & _CONCLUDING) or state.published_until is not None


_CONCLUDING = frozenset({LetterKind.PASS, LetterKind.REFUSAL, LetterKind.REEXAMINATION})
