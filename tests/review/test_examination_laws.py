"""Laws that hold whatever people try: random commands by random people, and what must never come out of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import (
    CONFLICTED,
    COUNTRY,
    EVERYBODY,
    GOOD,
    MINUTE,
    MONEY,
    QUESTION,
    SEAL,
    TERM,
    UNKNOWN,
    Desk,
    assigned,
    check,
    passing,
)
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome
from xingshen.review.concluding import grounds_not_judged_anew
from xingshen.review.correction import item_of
from xingshen.review.examination import Answer, Case, Refusal, Stage, accept, decide, discontinue, fold, lapse, take_in
from xingshen.review.examination_commands import (
    Ask,
    AssignReexamination,
    ChangePanel,
    Close,
    Command,
    Comment,
    ConcludePanel,
    Conclusion,
    Confirm,
    Countersign,
    DecideReexamination,
    DeclineCountersign,
    GiveOpinion,
    HandInCorrection,
    IssueLetter,
    OpenPanel,
    Overrule,
    Pass,
    ProposeRefusal,
    Publish,
    Reassign,
    Recuse,
    RequestCorrection,
    RequestReexamination,
    Undo,
)
from xingshen.review.examination_commands import Assign as AssignTo
from xingshen.review.examination_events import EVENT_TYPES, PointConfirmed, PointOverruled
from xingshen.review.examination_record import from_record, to_record
from xingshen.review.examination_values import LetterKind, Opened, Ruling
from xingshen.review.points import list_points, read_machine, tally

_POINTS = (MONEY, TERM, SEAL, COUNTRY, QUESTION, GOOD)
_CHECKS: tuple[CheckResult, ...] = (
    check(*_POINTS),
    check(passing(MONEY), TERM, SEAL, COUNTRY, QUESTION, GOOD),
    check(passing(MONEY), passing(TERM), passing(SEAL), passing(COUNTRY), QUESTION, GOOD),
    check(MONEY, passing(TERM), passing(SEAL), passing(COUNTRY), QUESTION, passing(GOOD)),
)
_TOUCHES = {each.fingerprint: Opened(("budget",)) for each in _POINTS}
_STEPS = 60
_seeds = st.integers(0, 2**32)


def _commands(desk: Desk, case: Case, chance: Random) -> list[Command]:
    """One command of every kind, about a point and people that chance chooses."""
    points = case.points()
    untouched = [*grounds_not_judged_anew(case.examination), *(each.basis.fingerprint for each in points if each.waits)]
    mark = chance.choice([*untouched, chance.choice(_POINTS).fingerprint])
    outcome, person = chance.choice([Outcome.PASS, Outcome.FAIL]), chance.choice(EVERYBODY).user_id or 0
    seen = desk.machine.bases[mark].digest
    items = tuple(item_of(point, _TOUCHES) for point in points if point.waits or point.fails)
    panel = case.examination.panel
    every = tuple(Conclusion(each.fingerprint, outcome, "理由") for each in panel.points) if panel else ()
    return [
        Confirm(mark, seen, "理由"), Confirm(mark, seen), Overrule(mark, seen, "理由"), Ask(mark, seen, "问"),
        Undo(mark), Comment(mark, "记"), AssignTo(person), Reassign(person, "理由"), Recuse("理由"),
        RequestCorrection(items), HandInCorrection(case.examination.sequence + 1),
        OpenPanel((mark,), (chance.choice([5, 9]), person), "理由"), ChangePanel((6, person), "理由"),
        GiveOpinion(mark, outcome, "理由"), ConcludePanel(every),
        ProposeRefusal(), Countersign(), DeclineCountersign("理由"), Pass(),
        IssueLetter(chance.choice(list(LetterKind)), "d"), Publish("名单", desk.now + timedelta(days=9)),
        RequestReexamination("理由"), AssignReexamination(person), DecideReexamination(Ruling.UPHELD, "理由"),
        DecideReexamination(Ruling.OVERTURNED, "理由"), Close(),
    ]  # fmt: skip


_ASIDE = (Ask, Comment, Reassign, Recuse, ChangePanel, DeclineCountersign)
"""Commands that lead nowhere by themselves; tried less often, so that walks get far."""


def walk(seed: int) -> Desk:
    """A dossier after many attempts of anybody at anything, with new checks and time in between."""
    chance = Random(seed)
    desk = assigned(_CHECKS[0])
    for _ in range(chance.randint(_STEPS // 2, _STEPS)):
        desk.now += chance.choice([MINUTE] * 30 + [timedelta(days=1), timedelta(days=15)])
        answer = _happening(desk, chance)
        desk.history += () if isinstance(answer, Refusal) else answer
    return desk


def _happening(desk: Desk, chance: Random) -> Answer:
    """What comes next: now and then a check, a lapse or a withdrawal; else a command that would be done, if any."""
    case, kind = desk.case, chance.random()
    if kind < 0.07 or not case.examination.check:
        return _checked(desk, chance.choice(_CHECKS))
    if kind < 0.5 and (awaited := case.examination.waiting_for):
        desk.now = max(desk.now, awaited.due)
        return lapse(case.examination, desk.now)
    if kind > 0.99:
        return discontinue(case.examination, "撤回", desk.now)
    if case.examination.stage is Stage.DISCONTINUED:
        return accept(case.examination, case.examination.sequence + 1, desk.now)
    tried = list(product(EVERYBODY, _commands(desk, case, chance)))
    chance.shuffle(tried)
    aside = chance.random() < 0.15
    for actor, command in tried:
        answer = () if isinstance(command, _ASIDE) and not aside else decide(case, command, actor, desk.now)
        if answer and not isinstance(answer, Refusal):
            return answer
    return ()


def _checked(desk: Desk, found: CheckResult) -> Answer:
    machine, state = read_machine(found), desk.state
    answer = take_in(state, machine, state.sequence, desk.now)
    desk.machine = desk.machine if isinstance(answer, Refusal) else machine
    return answer


def test_the_walks_get_everywhere() -> None:
    histories = [walk(seed).history for seed in range(60)]
    kinds = {type(event) for history in histories for event in history}
    assert {kind.kind for kind in EVENT_TYPES if kind not in kinds} == set()
    stages = {fold(history[:length]).stage for history in histories for length in range(len(history) + 1)}
    assert set(Stage) - stages == set()


@settings(max_examples=40, deadline=None)
@given(_seeds)
def test_whatever_is_tried(seed: int) -> None:
    """One walk is long to make; all laws are asked of each."""
    desk = walk(seed)
    _every_prefix_adds_up(desk)
    _no_refusal_has_one_signer(desk)
    _only_settled_dossiers_pass(desk)
    _what_the_machine_said_stays(desk)
    _nobody_with_a_conflict_decides(desk)
    _the_record_is_the_history(desk)


def _every_prefix_adds_up(desk: Desk) -> None:
    state = fold([])
    for event in desk.history:
        state = fold([event], state)
    assert state == desk.state


def _no_refusal_has_one_signer(desk: Desk) -> None:
    for length in range(len(desk.history) + 1):
        state = fold(desk.history[:length])
        if state.conclusion is Outcome.FAIL:
            refusal = state.refusal
            assert refusal is not None
            assert refusal.countersigned_by is not None
            assert refusal.countersigned_by not in {refusal.proposed_by, *refusal.judges}
            assert refusal.grounds
            assert all(ground.judged_by for ground in refusal.grounds)
        if state.ruling is not None:
            assert state.reexaminer not in state.barred


def _only_settled_dossiers_pass(desk: Desk) -> None:
    if desk.state.conclusion is Outcome.PASS:
        numbers = tally(list_points(desk.machine, desk.state, desk.procedure.panel))
        assert (numbers.failing, numbers.waiting) == (0, 0)


def _what_the_machine_said_stays(desk: Desk) -> None:
    said = {basis for each in _CHECKS for basis in read_machine(each).bases.values()}
    quoted = [event.basis for event in desk.history if isinstance(event, PointConfirmed | PointOverruled)]
    assert set(quoted) <= said
    kept = [each.basis for made in desk.state.judgements.values() for each in made]
    assert set(kept) <= said


def _nobody_with_a_conflict_decides(desk: Desk) -> None:
    barred = {CONFLICTED.user_id, UNKNOWN.user_id}
    assert not desk.state.took_part & barred
    assert desk.state.reviewer not in barred


def _the_record_is_the_history(desk: Desk) -> None:
    assert fold(from_record(to_record(event)) for event in desk.history) == desk.state


@settings(max_examples=25, deadline=None)
@given(_seeds)
def test_a_refused_command_leaves_no_trace_and_a_done_one_can_be_folded(seed: int) -> None:
    desk, chance = walk(seed), Random(seed)
    before, case = desk.state, desk.case
    for actor, command in product(EVERYBODY, _commands(desk, case, chance)):
        answer = decide(case, command, actor, desk.now)
        if isinstance(answer, Refusal):
            assert answer.reason
        else:
            assert all(event.at == desk.now and event.by == actor.user_id for event in answer)
            assert fold(answer, before).stage in Stage
    assert desk.state == before
