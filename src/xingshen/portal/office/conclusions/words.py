"""What long work and lists are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.store.conclusions import batches
from xingshen.store.conclusions.public_lists import Standing

BATCH_WORDS: Mapping[str, str | Promise] = {
    batches.LETTERS: _("发出通知书"),
    batches.BUNDLES: _("导出全卷"),
    batches.TABLES: _("结果表"),
    batches.PUBLISH: _("发布公示名单"),
    batches.CLOSE: _("办结"),
}
LIST_WORDS: Mapping[Standing, str | Promise] = {
    Standing.PREPARED: _("准备中"),
    Standing.COMING: _("待公示"),
    Standing.SHOWN: _("公示中"),
    Standing.OVER: _("公示期已结束"),
    Standing.WITHDRAWN: _("已撤下"),
}
_STATES: Mapping[str, str | Promise] = {
    "waiting": _("排队中"),
    "running": _("进行中"),
    "done": _("完成"),
    "failed": _("没有完成"),
    "stopped": _("已取消"),
}


def state_word(batch: Any) -> str | Promise:
    """Where a batch stands."""
    if batch.stopped_at is not None and batch.finished_at is None:
        return _("正在取消")
    return _STATES[batch.state]
