"""Reasons with phrases: a list to begin with, a text beside it. Without a script the phrase stands before the text."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from xingshen.portal.telling import tell
from xingshen.review.phrases import OCCASION_WORDS, PHRASES, Occasion

LONGEST = 2000


def phrase_field(occasions: Iterable[Occasion], target: str, more: Iterable[str] = ()) -> forms.ChoiceField:
    """The phrases of these occasions, and ``more`` ones; ``target``: id of the text that a script puts them into."""
    groups = [(tell(OCCASION_WORDS[each]), [(one, tell(one)) for one in PHRASES[each]]) for each in occasions]
    flat = groups[0][1] if len(groups) == 1 else groups
    own = [(each, each) for each in more]
    choices = [("", _("（不用）")), *own, *flat]
    return forms.ChoiceField(
        label=_("常用语"), required=False, choices=choices, widget=forms.Select(attrs={"data-phrases": target})
    )


class ReasonField(forms.CharField):
    """A text that is asked for; where nothing stands in it the review says so, in its own words."""

    def validate(self, value: object) -> None:
        """Everything goes on to the review."""


class SaidField(forms.ChoiceField):
    """A choice that is asked for; none is no mistake, because points may be answered one after the other."""

    def validate(self, value: object) -> None:
        """Only what is not offered is a mistake."""
        if value:
            super().validate(value)


def reason_field(label: str, *, optional: bool = False, rows: int = 3, hint: str = "") -> forms.CharField:
    """The text beside the phrases; ``optional``: the review asks for none."""
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})
    return ReasonField(label=label, required=not optional, max_length=LONGEST, widget=widget, help_text=hint)


def joined(phrase: str, text: str) -> str:
    """The phrase before the text, once."""
    phrase, text = phrase.strip(), text.strip()
    return text if not phrase or phrase in text else f"{phrase}{text}"
