"""What a dossier has in common with others, as a part of its page."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.store.scenes.comparing import Batch
from xingshen.portal.desk.likenesses_part import likenesses_context
from xingshen.store.across import likenesses
from xingshen.store.models import Likeness

pytestmark = pytest.mark.django_db


def _shown(application_id: int) -> str:
    return render_to_string("desk/_likenesses.html", likenesses_context(application_id))


def test_it_names_the_other_dossier_and_what_was_set_aside(django_assert_num_queries: Any) -> None:
    batch = Batch()
    batch.accept()
    assert _shown(batch.draft.pk).strip() == ""
    other = batch.add(project__title="海洋牧场生态监测浮标网络研制")
    batch.look()
    assert "海洋牧场生态监测浮标网络研制" in _shown(batch.draft.pk)
    assert "柔性焊接机器人力位协同控制" in _shown(other.pk)
    likenesses.set_aside(Likeness.objects.get().pk, "同名的两个人。", batch.office)
    assert "同名的两个人。" in _shown(other.pk)
    with django_assert_num_queries(1):
        likenesses_context(other.pk)
