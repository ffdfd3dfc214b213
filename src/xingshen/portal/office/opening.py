"""A call or an examination for one request of the office; 404 where there is none."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from xingshen.store.examination import examinations
from xingshen.store.figures import overview


def office_call(call_id: int) -> Any:
    """The call."""
    try:
        return overview.call(call_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def office_examination(application_id: int) -> Any:
    """The examination of an application."""
    try:
        return examinations.get(application_id)
    except examinations.NOT_THERE:
        raise Http404 from None
