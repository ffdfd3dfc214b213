"""Laws of the rule language over generated expressions and values.

The law of monotony concerns doubts (not stated, unreadable, low confidence, conflict) and incomplete lists. “Not filled
in”, “read and not found” and “impossible” are definite knowledge that 已填, 有效, 读到 and 缺省 act upon; here they are
among the values that a doubt may turn out to be.
"""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.language.generated import ABSENCE, DOUBT, SCOPE, conditions, exact_code, hidden, known_values, plain_names
from tests.language.running import frame_of
from xingshen.kernel.knowledge import Unknown
from xingshen.language.assembly import Mode
from xingshen.language.compiler import compile_expression

LAW = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def decide(source: str, values: dict[str, object]) -> object:
    return compile_expression(source, SCOPE, Mode.DECIDE).run(frame_of(SCOPE, values))


def explain(source: str, values: dict[str, object]) -> object:
    return compile_expression(source, SCOPE, Mode.EXPLAIN).run(frame_of(SCOPE, values))


@LAW
@given(conditions(), known_values(), st.data())
def test_learning_more_never_turns_an_answer_round(source: str, values: dict[str, object], data: st.DataObject) -> None:
    truth = data.draw(hidden(values, ABSENCE)) if data.draw(st.booleans()) else values
    partly = data.draw(hidden(truth, DOUBT))
    hardly = data.draw(hidden(partly, DOUBT))
    answers = [decide(source, known) for known in (hardly, partly, truth)]
    for less, more in pairwise(answers):
        if isinstance(less, bool) and isinstance(more, bool):
            assert less is more
    if isinstance(answers[0], bool) and isinstance(answers[2], bool):
        assert answers[0] is answers[2]


@LAW
@given(conditions(), known_values(), st.data())
def test_an_answer_once_given_stays_given(source: str, values: dict[str, object], data: st.DataObject) -> None:
    """Where all is known (and nothing is divided by zero), an answer from part of the knowledge is the answer."""
    answer = decide(source, data.draw(hidden(values, DOUBT)))
    whole = decide(source, values)
    assert isinstance(answer, Unknown) or isinstance(whole, Unknown) or answer is whole


@LAW
@given(conditions(plain=True), known_values())
def test_agrees_with_plain_python_where_all_is_known(source: str, values: dict[str, object]) -> None:
    try:
        expected = eval(exact_code(source), plain_names(values))
    except (ZeroDivisionError, ValueError):
        return  # what plain Python cannot answer (a quotient by zero, the least of nothing) may be unknown
    answer = decide(source, values)
    assert answer is expected or (isinstance(answer, Unknown) and _may_fail(source))


def _may_fail(source: str) -> bool:
    """Python stops early and so may never meet a quotient by zero or the least of nothing; we answer with unknown."""
    return "/" in source or "min(" in source or "max(" in source


@LAW
@given(conditions(), known_values(), st.data())
def test_deciding_and_explaining_agree(source: str, values: dict[str, object], data: st.DataObject) -> None:
    truth = data.draw(hidden(values, ABSENCE)) if data.draw(st.booleans()) else values
    known = data.draw(hidden(truth, DOUBT)) if data.draw(st.booleans()) else truth
    quick, full = decide(source, known), explain(source, known)
    assert quick is full or (isinstance(quick, Unknown) and isinstance(full, Unknown))
