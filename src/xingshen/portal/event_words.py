"""How kinds of events are called on pages; a kind without a word is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENT_WORDS: dict[str, str | Promise] = {
    "call.created": _("建立批次"),
    "call.changed": _("修改批次"),
    "call.published": _("发布批次"),
    "call.windows_moved": _("调整时间"),
    "call.extended": _("延长个别单位的时间"),
}


def event_word(kind: str) -> str:
    """The word for ``kind``."""
    return str(EVENT_WORDS.get(kind, kind))
