from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.knowledge import Unknown
from xingshen.language.arithmetic import add, divide, multiply, subtract

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def test_a_ratio_that_is_no_decimal_stays_exact() -> None:
    third = divide(1, 3)
    assert third == Fraction(1, 3)
    assert multiply(third, Decimal(3)) == 1
    assert add(third, third) == subtract(1, third)


def test_a_decimal_quotient_is_a_decimal() -> None:
    assert divide(Decimal("0.6"), 1) == Decimal("0.6")
    assert isinstance(divide(3, 8), Decimal)


def test_dividing_by_zero_is_unknown() -> None:
    assert isinstance(divide(1, 0), Unknown)
    assert isinstance(divide(Fraction(1, 3), Decimal(0)), Unknown)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_agrees_with_exact_fractions(a: Decimal, b: Decimal, c: Decimal) -> None:
    exact = Fraction(a) / Fraction(b) * Fraction(c) if b else None
    quotient = divide(a, b)
    if exact is None:
        assert isinstance(quotient, Unknown)
    else:
        assert Fraction(multiply(quotient, c)) == exact
