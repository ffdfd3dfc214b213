"""Amounts that look as if they had been written in 元 where the form counts in 万元 (ruling R17).

An amount is a slip where a rule that finds something would be content with the ten-thousandth of it; what is plausible
is thus the guide's own judgement. A hint for people: nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_spec import FieldType
from xingshen.kernel.outcome import Outcome
from xingshen.language.frame import Frame
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.judge import own_outcome
from xingshen.rules.result import RuleResult

_FACTOR = Decimal(10_000)
_LEAST = Decimal(1_000)
"""万元; what is less would be a tenth of a 万元 as 元: nobody budgets that."""
_FOUND = frozenset({Outcome.FAIL, Outcome.HUMAN})


def unit_slips(
    guide: CompiledGuide, dossier: Dossier, results: Sequence[RuleResult], slots: Sequence[object]
) -> dict[str, Decimal]:
    """What should stand (万元) in each field (by id) whose amount was probably written in 元."""
    return {
        spec.id: value / _FACTOR
        for spec in dossier.schema.fields
        if spec.type is FieldType.MONEY
        and isinstance(value := dossier.values.get(spec.name), Decimal)
        and value >= _LEAST
        and any(_mended(guide, spec.name, value, results, slots))
    }


def _mended(
    guide: CompiledGuide, name: str, value: Decimal, results: Sequence[RuleResult], slots: Sequence[object]
) -> Iterator[bool]:
    changed = list(slots)
    changed[guide.guide.scope.slots[name]] = value / _FACTOR
    for compiled, result in zip(guide.rules, results, strict=True):
        if result.outcome in _FOUND and name in result.read and not compiled.rests_on:
            yield own_outcome(compiled, Frame(changed)) is Outcome.PASS
