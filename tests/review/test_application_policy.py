"""Who may see, edit, share and remove an application."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xingshen.review.application_policy import (
    ApplicationFacts,
    CreationFacts,
    may_create,
    may_delete,
    may_edit,
    may_read,
    may_restore,
    may_share,
)
from xingshen.review.policy import NOBODY, Actor, Role

OWNER = Actor(1, "冯知衡", frozenset({Role.APPLICANT}), unit_id=7)
EDITOR = Actor(2, "邢亦舟", frozenset({Role.APPLICANT}), unit_id=7)
READER = Actor(3, "梁若溪", frozenset({Role.APPLICANT}), unit_id=7)
COLLEAGUE = Actor(4, "郝景澄", frozenset({Role.APPLICANT}), unit_id=7)
UNIT_ADMIN = Actor(5, "科研处", frozenset({Role.UNIT_ADMIN}), unit_id=7)
FOREIGN_ADMIN = Actor(6, "别的单位", frozenset({Role.UNIT_ADMIN}), unit_id=8)
DRAFT = ApplicationFacts(7, 1, "draft", editors=frozenset({2}), readers=frozenset({3}))
HANDED_IN = ApplicationFacts(7, 1, "at_unit", editors=frozenset({2}), readers=frozenset({3}))
DELETED = ApplicationFacts(7, 1, "draft", deleted=True)


@pytest.mark.parametrize(
    ("actor", "read", "edit", "share"),
    [
        (OWNER, True, True, True),
        (EDITOR, True, True, False),
        (READER, True, False, False),
        (COLLEAGUE, False, False, False),
        (UNIT_ADMIN, True, False, True),
        (FOREIGN_ADMIN, False, False, False),
        (NOBODY, False, False, False),
    ],
)
def test_people_of_a_draft_have_the_rights_they_were_given(actor: Actor, read: bool, edit: bool, share: bool) -> None:
    found = (may_read(actor, DRAFT).allowed, may_edit(actor, DRAFT).allowed, may_share(actor, DRAFT).allowed)
    assert found == (read, edit, share)


def test_what_was_handed_in_stays_a_working_copy_until_the_window_closes() -> None:
    assert may_edit(OWNER, HANDED_IN).allowed
    closed = replace(HANDED_IN, window_open=False)
    assert may_read(OWNER, closed).allowed
    assert may_edit(OWNER, closed).reason == "申报已经提交，申报窗口也已关闭，内容不能再修改。"
    assert may_edit(OWNER, replace(DRAFT, window_open=False)).allowed


def test_what_is_to_be_corrected_is_written_in_until_the_correction_is_due() -> None:
    awaited = replace(HANDED_IN, stage="in_correction")
    assert may_edit(OWNER, awaited).allowed
    over = may_edit(OWNER, replace(awaited, window_open=False))
    assert over.reason == "补正的时间已经截止，内容不能再修改。已保存的内容都还在。"


def test_what_was_handed_in_cannot_be_deleted() -> None:
    assert may_delete(OWNER, HANDED_IN).reason == "已经提交过的申报不能删除。"


def test_a_deleted_draft_can_only_be_restored() -> None:
    assert not may_read(OWNER, DELETED).allowed
    assert not may_edit(OWNER, DELETED).allowed
    assert may_restore(OWNER, DELETED).allowed
    assert not may_restore(COLLEAGUE, DELETED).allowed


def test_a_reader_is_told_that_editing_needs_a_right() -> None:
    assert may_edit(READER, DRAFT).reason == "您可以查看这份申报，但没有编辑权限；请联系建立人。"


@pytest.mark.parametrize(
    ("actor", "window_open", "allowed"),
    [(OWNER, True, True), (OWNER, False, False), (Actor(9, "", frozenset({Role.APPLICANT})), True, False)],
)
def test_one_begins_with_a_unit_while_the_window_is_open(actor: Actor, window_open: bool, allowed: bool) -> None:
    assert may_create(actor, CreationFacts(window_open)).allowed is allowed
