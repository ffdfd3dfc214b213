"""How likenesses are called: kinds, how alike, what stands under each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from xingshen.portal.telling import tell
from xingshen.portal.ui.showing import percent

CLAUSES = {"unit": "3.5", "leader": "5.1.c", "paper_same": "5.x", "paper_near": "5.x", "text_near": "5.x"}


def kind_word(row: Any) -> str:
    """The kind in the language of the page."""
    return tell(row.get_kind_display())


def how_alike(row: Any) -> str:
    """One line: what is the same, or how near."""
    detail = row.detail
    if row.kind == "unit":
        return _("、").join(str(each) for each in detail.get("categories", ()))
    if row.kind == "leader":
        return str(detail.get("name", ""))
    if row.kind == "text_near":
        title, content = float(detail.get("title", 0)) / 100, float(detail.get("content", 0))
        return _("题目相似 %(title)s，正文重合 %(content)s") % {"title": percent(title), "content": percent(content)}
    files = detail.get("files", {})
    names = _("、").join(dict.fromkeys(str(each) for each in files.values()))
    if row.kind == "paper_same":
        return _("%(files)s（完全相同）") % {"files": names}
    return _("%(files)s（重合 %(share)s）") % {"files": names, "share": percent(row.score)}
