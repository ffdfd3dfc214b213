import pytest

from tests.language.running import SCOPE, frame_of, person
from xingshen.kernel.knowledge import Listing
from xingshen.language.assembly import Mode
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import BudgetExceeded
from xingshen.language.frame import STEP_BUDGET, Frame

MANY = Listing(tuple(person(at) for at in range(60)))


@pytest.mark.parametrize("mode", list(Mode))
def test_three_nested_loops_over_sixty_rows_are_stopped(mode: Mode) -> None:
    source = "any(any(any(甲.年龄 == 丙.年龄 and 乙.年龄 > 99 for 丙 in 人员) for 乙 in 人员) for 甲 in 人员)"
    with pytest.raises(BudgetExceeded):
        compile_expression(source, SCOPE, mode).run(frame_of(SCOPE, {"人员": MANY}))


def test_steps_are_counted_up_to_the_budget() -> None:
    frame = Frame([])
    frame.spend(STEP_BUDGET)
    with pytest.raises(BudgetExceeded):
        frame.spend(1)


def test_empty_lists_cost_something_too() -> None:
    frame = frame_of(SCOPE, {})
    compile_expression("count(人员) == 0", SCOPE).run(frame)
    assert frame.steps == 1
