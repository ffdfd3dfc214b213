"""The value of a field as one reads it: with its unit, options by their labels, private ones masked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingshen.dossier.showing import mask
from xingshen.portal.applicant.fields import FieldView


def text_of(field: FieldView) -> str:
    """The text; empty where nothing stands there."""
    value: Any = field.value
    if field.kind == "table":
        return field.words.joint.join(" ".join(each for _, _, each in row if each) for row in value or [])
    if isinstance(value, list):
        return gettext("、").join(field.words.written(field.spec, str(each)) for each in value)
    text = field.words.written(field.spec, str(value))
    if field.spec.private and text:
        return mask(text)
    return f"{text} {field.unit}".strip() if text and field.unit and not text.endswith(field.unit) else text
