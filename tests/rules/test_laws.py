"""Laws of judging over generated rules and values: monotony of outcomes, and deciding gives what explaining gives."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.language.generated import ABSENCE, DOUBT, SCOPE, conditions, hidden, known_values
from tests.language.running import frame_of
from tests.rules.building import CORRECTION, FAIL, HUMAN, NOT_APPLICABLE, PASS, rule, waiver
from xingshen.guide.pack import Grade, Rule
from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.kernel.outcome import Outcome
from xingshen.language.assembly import Mode
from xingshen.language.compiler import compile_expression
from xingshen.rules.candidates import settle
from xingshen.rules.compiled import CompiledRule, compile_rule
from xingshen.rules.judge import own_outcome

LAW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DECIDED = frozenset({PASS, FAIL, CORRECTION})


@st.composite
def rules(draw: st.DrawFn) -> CompiledRule:
    """A rule of one to three steps, perhaps with a condition to apply and an exception."""
    outcomes = [draw(st.sampled_from((PASS, FAIL, HUMAN, CORRECTION))) for _ in range(draw(st.integers(1, 3)))]
    grades = tuple(Grade(draw(conditions()), outcome) for outcome in outcomes)
    last = Grade(None, draw(st.sampled_from((PASS, FAIL, HUMAN))))
    applies = draw(st.none() | conditions())
    written: Rule = replace(rule((None, PASS)), grades=(*grades, last), applies=applies)
    waivers = []
    if draw(st.booleans()):
        exception = waiver(draw(conditions()))
        waivers.append((exception, compile_expression(exception.condition, SCOPE, Mode.EXPLAIN).run))
    return compile_rule(written, SCOPE, tuple(waivers))


def outcome(compiled: CompiledRule, values: dict[str, object]) -> Outcome:
    return own_outcome(compiled, frame_of(SCOPE, values))


@LAW
@given(rules(), known_values(), st.data())
def test_learning_more_never_turns_an_outcome_round(
    compiled: CompiledRule, values: dict[str, object], data: st.DataObject
) -> None:
    """Pass, fail and 退回补正 never become one another; an exception that comes to light may switch a rule off."""
    truth = data.draw(hidden(values, ABSENCE)) if data.draw(st.booleans()) else values
    partly = data.draw(hidden(truth, DOUBT))
    found = {outcome(compiled, known) for known in (data.draw(hidden(partly, DOUBT)), partly, truth)}
    assert len(found & DECIDED) <= 1


@LAW
@given(rules(), known_values(), st.data())
def test_deciding_and_explaining_give_one_outcome(
    compiled: CompiledRule, values: dict[str, object], data: st.DataObject
) -> None:
    known = data.draw(hidden(values, DOUBT)) if data.draw(st.booleans()) else values
    assert outcome(compiled, known) is settle(compiled, frame_of(SCOPE, known)).graded[0]


@LAW
@given(rules(), known_values(), st.data())
def test_candidates_never_contradict_one_of_themselves(
    compiled: CompiledRule, values: dict[str, object], data: st.DataObject
) -> None:
    """Where readings conflict and yet an outcome is given, each reading gives it (or an exception applies)."""
    others = data.draw(known_values())
    name = data.draw(st.sampled_from(("数一", "额一", "日一", "真一", "类一", "文")))
    lost = Unknown((Missing(name, Why.CONFLICT),), (values[name], others[name]))
    decided = settle(compiled, frame_of(SCOPE, {**values, name: lost})).graded[0]
    if decided is not HUMAN:
        each = {outcome(compiled, {**values, name: reading}) for reading in lost.candidates}
        assert each <= {decided, NOT_APPLICABLE}


@LAW
@given(rules(), known_values(), st.data())
def test_what_only_a_picture_says_counts_for_and_never_against(
    compiled: CompiledRule, values: dict[str, object], data: st.DataObject
) -> None:
    """With readings of pictures a rule says what it says with the values themselves, except that it refuses nobody.

    Where the rule finds nothing, an exception that only a picture shows does not matter.
    """
    names = data.draw(st.sets(st.sampled_from(("数一", "额一", "日一", "真一", "类一", "文")), min_size=1))
    scanned = {name: Unknown((Missing(name, Why.SCANNED),), (values[name],)) for name in names}
    seen = settle(compiled, frame_of(SCOPE, {**values, **scanned}))
    true = outcome(compiled, values)
    if true in (FAIL, CORRECTION) and seen.graded[0] is HUMAN:
        assert seen.would_be is true
    else:
        assert seen.graded[0] is true or (seen.graded[0], true) == (PASS, NOT_APPLICABLE)
