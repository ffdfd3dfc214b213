"""What the kinds of letters are called on pages; on the letters themselves they are Chinese (``reports.letters``)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.review.examination_values import LetterKind

TITLES: Mapping[LetterKind, str | Promise] = {
    LetterKind.CORRECTION: _("形式审查补正通知书"),
    LetterKind.PASS: _("形式审查通过通知书"),
    LetterKind.REFUSAL: _("形式审查不通过通知书"),
    LetterKind.REEXAMINATION: _("形式审查复审结论通知书"),
}
SHORT: Mapping[LetterKind, str | Promise] = {
    LetterKind.CORRECTION: _("补正通知书"),
    LetterKind.PASS: _("通过通知书"),
    LetterKind.REFUSAL: _("不通过通知书"),
    LetterKind.REEXAMINATION: _("复审结论通知书"),
}
