"""Every sentence with which the procedure refuses is known to translators."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product

from django.utils.translation import override

from xingshen.portal.filing.opening import STAGES
from xingshen.portal.telling import tell
from xingshen.review.filing import Approve, Command, Recommend, Refusal, Return, Submit, Withdraw, decide
from xingshen.review.filing_events import STAGE_WORDS, Stage
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor, Role
from xingshen.review.windows import Window, Windows

_NOW = datetime(2026, 7, 1, tzinfo=UTC)
_PEOPLE = [
    Actor(1, "甲", frozenset({Role.APPLICANT}), unit_id=10),
    Actor(2, "乙", frozenset({Role.UNIT_ADMIN}), unit_id=10),
    Actor(3, "丙", frozenset({Role.DEPARTMENT}), department_id=20),
    Actor(4, "丁", frozenset({Role.APPLICANT})),
]
_COMMANDS: list[Command] = [Submit(), Withdraw(), Approve(), Recommend(), Return("")]


def _windows(offset: timedelta) -> Windows:
    window = Window(_NOW + offset, _NOW + offset + timedelta(hours=1))
    return Windows(window, window, window)


def test_every_refusal_is_told_in_english() -> None:
    told: set[str] = set()
    offsets = [timedelta(0), timedelta(hours=-2), timedelta(hours=2)]
    for stage, actor, command, offset in product(Stage, _PEOPLE, _COMMANDS, offsets):
        filing = Parties(owner_id=1, unit_id=10, department_id=20, stage=stage, sequence=1)
        answer = decide(filing, command, actor, _windows(offset), _NOW)
        if isinstance(answer, Refusal):
            told.add(answer.reason)
    with override("en"):
        assert [tell(each) for each in sorted(told) if re.search("[\u4e00-\u9fff]", tell(each))] == []
    assert len(told) > 12


def test_every_stage_has_its_word() -> None:
    assert {stage: str(word) for stage, (word, _look) in STAGES.items()} == dict(STAGE_WORDS)
