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
Binary = Callable[[Number, Number], Number]
_EXACT = Context(prec=40, traps=[Inexact])


def _exactly(plain: Callable[[Any, Any], Any], decimal: Callable[[Any, Any], Decimal]) -> Binary:
    """``decimal`` where its result is exact, otherwise ``plain`` on fractions."""

    def calculate(left: Number, right: Number) -> Number:
        if not isinstance(left, Fraction) and not isinstance(right, Fraction):
            try:
                return decimal(left, right)
            except Inexact:
                pass
        result: Number = plain(Fraction(left), Fraction(right))
        return result

    return calculate


add = _exactly(operator.add, _EXACT.add)
subtract = _exactly(operator.sub, _EXACT.subtract)
multiply = _exactly(operator.mul, _EXACT.multiply)
_quotient = _exactly(operator.truediv, _EXACT.divide)


def divide(left: Number, right: Number) -> Number | Unknown:
    """The exact quotient; dividing by zero is unknown, not a crash."""
    if right == 0:
        return Unknown((Missing("除数为零", Why.INVALID),))
    return _quotient(left, right)
