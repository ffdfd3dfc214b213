"""The forms of the panel's page: opinions of a member, the conclusion of all, other members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from xingshen.kernel.outcome import Outcome
from xingshen.portal.desk import reasons
from xingshen.portal.ui.showing import outcome_word
from xingshen.review.examination_commands import ConcludePanel, Conclusion, GiveOpinion
from xingshen.review.examination_state import Opinion
from xingshen.review.phrases import Occasion

_SAID = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
_OCCASIONS = (Occasion.OPINION_PASS, Occasion.OPINION_FAIL, Occasion.TO_NOT_APPLICABLE)


class SayForm(forms.Form):
    """What is thought or concluded of one point: an outcome and a reason."""

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None, at: int, word: str, label: str, offered: Iterable[Outcome], *,
        before: tuple[str, str] = ("", ""), more: Sequence[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=f"{word}-{at}", initial={"outcome": before[0], "reason": before[1]})
        choices = [(each.value, outcome_word(each.value)) for each in offered]
        self.fields["outcome"] = reasons.SaidField(label=label, choices=choices, widget=forms.RadioSelect)
        self.fields["phrase"] = reasons.phrase_field(_OCCASIONS, f"id_{word}-{at}-reason", more)
        self.fields["reason"] = reasons.reason_field(_("理由"))

    def said(self) -> tuple[Outcome | None, str]:
        """The outcome (None: nothing chosen) and the reason."""
        self.is_valid()
        told = self.cleaned_data
        chosen = told.get("outcome") or ""
        reason = reasons.joined(told.get("phrase", ""), told.get("reason", ""))
        return (Outcome(chosen) if chosen else None), reason


class MembersForm(forms.Form):
    """Why others sit; the people are ticked beside it."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="members")
        self.fields["phrase"] = reasons.phrase_field([Occasion.CHANGE_PANEL], "id_members-reason")
        self.fields["reason"] = reasons.reason_field(_("更换成员的原因"), rows=2)

    def reason(self) -> str:
        """The phrase and the text."""
        self.is_valid()
        return reasons.joined(self.cleaned_data.get("phrase", ""), self.cleaned_data.get("reason", ""))


def opinion_forms(
    data: Mapping[str, Any] | None, marks: Sequence[str], given: Mapping[str, Opinion]
) -> dict[str, SayForm]:
    """One form for each point, with what this member said before."""
    return {
        mark: SayForm(
            data, at, "opinion", _("您的意见"), _SAID,
            before=(given[mark].opinion.value, given[mark].reason) if mark in given else ("", ""),
        )
        for at, mark in enumerate(marks)
    }  # fmt: skip


def opinions_said(forms_by_mark: Mapping[str, SayForm], given: Mapping[str, Opinion]) -> list[GiveOpinion]:
    """What is new or changed: changes first, because the last missing opinion closes the panel for changes."""
    found = []
    for mark, form in forms_by_mark.items():
        outcome, reason = form.said()
        before = given.get(mark)
        if outcome is None or (before and (before.opinion, before.reason) == (outcome, reason)):
            continue
        found.append(GiveOpinion(mark, outcome, reason))
    return sorted(found, key=lambda each: each.fingerprint not in given)


def conclusion_forms(
    data: Mapping[str, Any] | None, marks: Sequence[str], opinions: Sequence[Opinion]
) -> dict[str, SayForm]:
    """One form for each point: outcomes that somebody thought, the one chosen where all agree, their reasons."""
    found = {}
    for at, mark in enumerate(marks):
        said = [each for each in opinions if each.fingerprint == mark]
        offered = [each for each in _SAID if any(one.opinion is each for one in said)]
        alone = offered[0].value if len(offered) == 1 else ""
        more = list(dict.fromkeys(each.reason for each in said))
        found[mark] = SayForm(data, at, "conclusion", _("结论"), offered, before=(alone, ""), more=more)
    return found


def conclusion_said(forms_by_mark: Mapping[str, SayForm]) -> ConcludePanel:
    """The conclusion on every point for which one was chosen."""
    said = [(mark, *form.said()) for mark, form in forms_by_mark.items()]
    return ConcludePanel(tuple(Conclusion(mark, outcome, reason) for mark, outcome, reason in said if outcome))
