"""Giving a filing back: a reason, findings of the check that were ticked, and rows written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xingshen.dossier.dossier import Dossier
from xingshen.findings.finding import CheckResult, Finding
from xingshen.guide.form_words import FormWords
from xingshen.reports.tally import sort_into_piles
from xingshen.review.filing import Item, Return
from xingshen.review.filing_events import Target

ROWS = 3
_LONGEST = 500


class ReturnForm(forms.Form):
    """The reason; the items come beside it (:func:`read_items`)."""

    reason = forms.CharField(
        label=_("退回原因"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("申报人会看到这段话；请不要写涉密内容和个人隐私。"),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """Something an item can point at: its value in the form and its name."""

    value: str
    name: str


def findings_of(result: CheckResult | None) -> list[Finding]:
    """What may be ticked: wrong points first, then those to look at."""
    if result is None:
        return []
    piles = sort_into_piles(result)
    return [*piles.to_mend, *piles.to_look_at]


def choices_of(dossier: Dossier, words: FormWords) -> list[tuple[str, list[Choice]]]:
    """What rows may point at, in groups: the fields of each section, the papers."""
    schema = dossier.schema
    groups = [
        (
            words.section(section),
            [Choice(f"field:{field_id}", words.name(schema.by_id[field_id])) for field_id in section.fields],
        )
        for section in schema.sections
    ]
    papers = [Choice(f"paper:{each.file}", each.file) for each in dossier.attachments]
    return [*groups, (str(_("材料")), papers)] if papers else groups


def read_return(data: QueryDict, findings: Sequence[Finding], groups: Iterable[tuple[str, list[Choice]]]) -> Return:
    """The command that the form asks for; what points at nothing known points at the whole."""
    known = {choice.value: choice.name for _title, group in groups for choice in group}
    ticked = set(data.getlist("finding"))
    items = [_item_of(each) for each in findings if each.rule in ticked]
    for at in range(ROWS):
        text = data.get(f"text-{at}", "").strip()[:_LONGEST]
        if text:
            items.append(_row(data.get(f"target-{at}", ""), text, data.get(f"clause-{at}", "").strip()[:20], known))
    return Return(data.get("reason", "").strip()[:1000], tuple(items))


def item_rows(data: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows as they were sent, or empty ones."""
    return [{name: data.get(f"{name}-{at}", "") for name in ("target", "text", "clause")} for at in range(ROWS)]


def _item_of(finding: Finding) -> Item:
    clause = finding.clauses[0].id if finding.clauses else ""
    text = f"{finding.message} {finding.cure}".strip()
    return Item(Target.RULE, finding.rule, text[:_LONGEST], clause)


def _row(target: str, text: str, clause: str, known: dict[str, str]) -> Item:
    kind, _colon, at = target.partition(":")
    if target not in known:
        return Item(Target.WHOLE, "", text, clause)
    return Item(Target.FIELD if kind == "field" else Target.PAPER, at, text, clause)
