"""Exact arithmetic on amounts, shares and plain numbers.

Decimal wherever a decimal number is exact; a quotient such as 1:3 becomes a fraction, so that three thirds are one and
a boundary is never missed by a rounding. Knows nothing of unknowns.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Any

from xingshen.kernel.knowledge import Missing, Unknown, Why

Number = int | Decimal | Fraction
_EXACT = Context(prec=40, traps=[Inexact])


def _lift(apply: Callable[[Any, Any], Any]) -> Callable[[Number, Number], Number]:
    def calculate(left: Number, right: Number) -> Number:
        if isinstance(left, Fraction) or isinstance(right, Fraction):
            left, right = Fraction(left), Fraction(right)
        result: Number = apply(left, right)
        return result

    return calculate


add = _lift(operator.add)
subtract = _lift(operator.sub)
multiply = _lift(operator.mul)


def divide(left: Number, right: Number) -> Number | Unknown:
    """The exact quotient; dividing by zero is unknown, not a crash."""
    if right == 0:
        return Unknown((Missing("除数为零", Why.INVALID),))
    if not isinstance(left, Fraction) and not isinstance(right, Fraction):
        try:
            return _EXACT.divide(Decimal(left), Decimal(right))
        except Inexact:
            pass
    return Fraction(left) / Fraction(right)
