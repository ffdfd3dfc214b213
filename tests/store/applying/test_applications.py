"""Beginning, finding, sharing and removing applications, and saving what is written in them."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.policy import Actor, Role
from xingshen.store.applying import applications, saving
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes
from xingshen.store.models import Application, Collaborator, Event, Revision

pytestmark = pytest.mark.django_db


class Scene:
    """Two people of one unit and a draft of the first, to which the second was invited."""

    def __init__(self) -> None:
        self.unit = make_unit()
        self.feng = actor_for(make_person(self.unit))
        self.other = make_person(self.unit, "xing@example.cn", "邢亦舟")
        self.xing = actor_for(self.other)
        self.call = make_call()
        self.draft = make_application(self.call, self.feng, project__title="柔性焊接机器人")
        applications.invite(self.draft, self.other, Collaborator.Right.EDIT, self.feng)

    def save(self, actor: Actor, base: int, *changes: tuple[str, Any]) -> saving.Saved:
        return save_changes(self.draft.pk, actor, base, [Change(path, value) for path, value in changes])

    def now(self) -> Application:
        return applications.get(self.draft.pk)

    def tree(self) -> dict[str, Any]:
        return applications.tree(self.now())


@pytest.fixture
def scene() -> Scene:
    return Scene()


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_saved_value_is_there_with_version_instant_and_revision(scene: Scene) -> None:
    saved = scene.save(scene.feng, 1, ("project.start", "2026-07-01"))
    assert (saved.version, saved.stored, saved.conflicts) == (2, ("project.start",), ())
    assert saved.saved_at == scene.now().changed_at
    assert scene.tree()["project"] == {"title": "柔性焊接机器人", "start": "2026-07-01"}
    revision = Revision.objects.get(application=scene.draft, version=2)
    assert revision.changes == [{"path": "project.start", "was": None, "now": "2026-07-01"}]


def test_saving_what_is_there_already_makes_no_revision(scene: Scene) -> None:
    saved = scene.save(scene.feng, 1, ("project.title", "柔性焊接机器人"))
    assert (saved.version, Revision.objects.filter(application=scene.draft).count()) == (1, 1)


def test_title_category_and_leader_are_repeated_in_the_row(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "新 名称"), ("form.category", "1"), ("leader.name", "冯知衡"))
    now = scene.now()
    assert (now.title, now.category, now.leader) == ("新 名称", "重点产业", "冯知衡")


def test_two_people_in_different_fields_both_keep_what_they_wrote(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.start", "2026-07-01"))
    saved = scene.save(scene.xing, 1, ("project.end", "2028-06-30"))
    assert saved.conflicts == ()
    assert [(each.path, each.value, each.by) for each in saved.fresh] == [("project.start", "2026-07-01", "冯知衡")]
    assert scene.tree()["project"] == {"title": "柔性焊接机器人", "start": "2026-07-01", "end": "2028-06-30"}


def test_the_same_field_changed_meanwhile_is_a_conflict_and_not_overwritten(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "冯的名称"))
    saved = scene.save(scene.xing, 1, ("project.title", "邢的名称"), ("project.end", "2028-06-30"))
    conflict = saved.conflicts[0]
    assert (conflict.name, conflict.yours, conflict.theirs, conflict.by) == (
        "项目名称",
        "邢的名称",
        "冯的名称",
        "冯知衡",
    )
    assert saved.stored == ("project.end",)
    assert scene.tree()["project"] == {"title": "冯的名称", "end": "2028-06-30"}


def test_two_tabs_of_one_person_are_two_writers(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "甲"))
    assert [each.path for each in scene.save(scene.feng, 1, ("project.title", "乙")).conflicts] == ["project.title"]


def test_the_same_value_written_by_two_is_no_conflict(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "同一名称"))
    saved = scene.save(scene.xing, 1, ("project.title", "同一名称"))
    assert (saved.conflicts, saved.version) == ((), 2)


def test_whoever_chose_with_both_values_in_view_may_store(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "冯的名称"))
    chosen = [Change("project.title", "邢的名称", base=2)]
    assert save_changes(scene.draft.pk, scene.xing, 1, chosen).conflicts == ()
    assert scene.tree()["project"]["title"] == "邢的名称"


def test_a_field_last_seen_earlier_than_the_page_is_still_a_conflict(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "冯的名称"))
    saved = save_changes(scene.draft.pk, scene.xing, 2, [Change("project.title", "邢的名称", base=1)])
    assert [each.theirs for each in saved.conflicts] == ["冯的名称"]


def test_private_values_are_encrypted_and_never_in_revisions_or_events(scene: Scene) -> None:
    secret = "130102198104126876"
    scene.save(scene.feng, 1, ("leader.id", secret), ("team[a1].id", secret))
    row = Application.objects.filter(pk=scene.draft.pk).values_list("answers", flat=True).get()
    assert scene.tree()["leader"]["id"] == secret
    assert scene.tree()["team"] == [{"id": secret}]
    assert secret not in str(row)
    assert secret not in str(list(Revision.objects.values_list("changes", flat=True)))
    assert secret not in str(list(Event.objects.values()))


def test_a_private_value_changed_by_two_is_a_conflict_that_tells_no_value(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("leader.id", "130102198104126876"))
    conflict = scene.save(scene.xing, 1, ("leader.id", "130102198104120000")).conflicts[0]
    assert (conflict.private, conflict.yours, conflict.theirs) == (True, None, None)


def test_what_names_no_field_is_refused_and_the_rest_is_stored(scene: Scene) -> None:
    saved = scene.save(scene.feng, 1, ("project.nonsense", "x"), ("attachments", []), ("project.start", "2026-07-01"))
    assert sorted(saved.refused) == ["attachments", "project.nonsense"]
    assert saved.stored == ("project.start",)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("project.title", ["a"], "“项目名称”的内容形状不对，没有保存"),
        ("project.title", "长" * 20001, "“项目名称”超过 20000 字，请放在附件中"),
        ("team", [], "“项目组成员”须逐行修改"),
        ("team[a1]", {"salary": "1"}, "“项目组成员”中没有“salary”这一列"),
        ("team[A1].name", "x", "表单中没有“team[A1].name”这一处"),
    ],
)
def test_values_of_the_wrong_shape_are_refused_with_a_sentence(
    scene: Scene, path: str, value: Any, sentence: str
) -> None:
    assert scene.save(scene.feng, 1, (path, value)).refused == {path: sentence}


def test_sums_are_worked_out_with_the_save(scene: Scene) -> None:
    saved = scene.save(scene.feng, 1, ("budget.requested_grant", "50"), ("budget.self_funding", "149.99"))
    assert [(each.path, each.value) for each in saved.fresh] == [("budget.total_sources", "199.99")]
    assert scene.tree()["budget"]["total_sources"] == "199.99"


def test_a_sum_with_an_unreadable_part_is_left_alone(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("budget.requested_grant", "五十来万"), ("budget.self_funding", "150"))
    assert "total_sources" not in scene.tree()["budget"]


def test_who_was_overtaken_between_reading_and_writing_tries_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row changes under the first attempt, as another process would change it."""
    real, overtaken = saving._store, []

    def store(application: Application, *rest: Any) -> bool:
        if not overtaken:
            overtaken.append(True)
            Application.objects.filter(pk=application.pk).update(version=application.version + 1)
            Revision.objects.create(application=application, version=application.version + 1, changes=[])
        return real(application, *rest)

    monkeypatch.setattr(saving, "_store", store)
    saved = scene.save(scene.feng, 1, ("project.start", "2026-07-01"))
    assert (saved.version, saved.stored) == (3, ("project.start",))


# --- rows ------------------------------------------------------------------------------------------------------------


def test_two_people_add_rows_at_the_same_time_and_both_stay(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    saved = scene.save(scene.xing, 1, ("team[b2]", {"name": "乙"}))
    assert [row["name"] for row in scene.tree()["team"]] == ["甲", "乙"]
    assert [(each.path, each.value) for each in saved.fresh] == [("team[a1]", {"name": "甲", "_id": "a1"})]


def test_two_people_in_cells_of_one_row_both_stay(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    scene.save(scene.feng, 2, ("team[a1].title", "工程师"))
    assert scene.save(scene.xing, 2, ("team[a1].specialty", "控制工程")).conflicts == ()
    assert scene.tree()["team"] == [{"name": "甲", "title": "工程师", "specialty": "控制工程"}]


def test_a_cell_of_a_row_that_somebody_removed_is_a_conflict(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    scene.save(scene.feng, 2, ("team[a1]", None))
    saved = scene.save(scene.xing, 2, ("team[a1].title", "工程师"))
    assert [(each.path, each.row_removed) for each in saved.conflicts] == [("team[a1].title", True)]
    assert "team" not in scene.tree()


def test_removing_a_row_in_which_somebody_wrote_is_a_conflict(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    scene.save(scene.xing, 2, ("team[a1].title", "工程师"))
    saved = scene.save(scene.feng, 2, ("team[a1]", None))
    assert [each.theirs for each in saved.conflicts] == [{"name": "甲", "title": "工程师"}]
    assert len(scene.tree()["team"]) == 1


def test_removing_a_row_removes_its_private_values(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲", "id": "130102198104126876"}))
    scene.save(scene.feng, 2, ("team[a1]", None))
    assert scene.now().private == {} or scene.now().private is None


def test_the_order_of_rows_is_merged_with_rows_that_others_added(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}), ("team[b2]", {"name": "乙"}))
    scene.save(scene.xing, 2, ("team[c3]", {"name": "丙"}))
    scene.save(scene.feng, 2, ("team[]", ["b2", "a1"]))
    assert [row["name"] for row in scene.tree()["team"]] == ["乙", "丙", "甲"]


def test_adding_the_same_row_again_after_a_lost_answer_changes_nothing(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    saved = scene.save(scene.feng, 1, ("team[a1]", {"name": "甲"}))
    assert (saved.conflicts, saved.version, len(scene.tree()["team"])) == ((), 2, 1)


def test_rows_without_content_are_no_rows_for_the_engine(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("team[a1]", {}), ("team[b2]", {"name": "乙"}))
    assert scene.tree()["team"] == [{"name": "乙"}]
    assert len(scene.now().answers["team"]) == 2


# --- undo ------------------------------------------------------------------------------------------------------------


def test_a_change_can_be_taken_back(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "误改"), ("team[a1]", {"name": "甲"}))
    saved = saving.undo(scene.draft.pk, scene.feng, 2)
    assert sorted(saved.stored) == ["project.title", "team[a1]"]
    assert scene.tree()["project"] == {"title": "柔性焊接机器人"}
    assert "team" not in scene.tree()


def test_taking_back_leaves_what_was_changed_since_and_private_values(scene: Scene) -> None:
    scene.save(scene.feng, 1, ("project.title", "误改"), ("leader.id", "130102198104126876"))
    scene.save(scene.xing, 2, ("project.title", "改好"))
    saving.undo(scene.draft.pk, scene.feng, 2)
    assert scene.tree()["project"]["title"] == "改好"
    assert scene.tree()["leader"]["id"] == "130102198104126876"


@pytest.mark.parametrize("removed", ["a1", "b2", "c3"])
def test_a_row_that_was_removed_comes_back_to_its_place(scene: Scene, removed: str) -> None:
    rows = ["a1", "b2", "c3"]
    scene.save(scene.feng, 1, *((f"team[{row}]", {"name": row}) for row in rows))
    scene.save(scene.feng, 2, (f"team[{removed}]", None))
    saving.undo(scene.draft.pk, scene.feng, 3)
    assert [row["name"] for row in scene.tree()["team"]] == rows


def test_a_row_whose_neighbour_is_gone_comes_back_behind_the_others(scene: Scene) -> None:
    scene.save(scene.feng, 1, *((f"team[{row}]", {"name": row}) for row in ("a1", "b2", "c3")))
    scene.save(scene.feng, 2, ("team[b2]", None))
    scene.save(scene.feng, 3, ("team[a1]", None))
    saving.undo(scene.draft.pk, scene.feng, 3)
    assert [row["name"] for row in scene.tree()["team"]] == ["c3", "b2"]


# --- finding, sharing, removing --------------------------------------------------------------------------------------


def test_a_new_draft_knows_what_the_registration_of_the_unit_says() -> None:
    unit = make_unit()
    draft = applications.create(make_call(), actor_for(make_person(unit)))
    assert applications.tree(draft)["applicant"] == {
        "name": "石家庄砺行机器人科技有限公司",
        "uscc": "91130100MA01106879",
        "type": "企业",
        "registered_place": "河北省石家庄市",
        "recommending_department": "石家庄市科学技术局",
    }
    assert Event.objects.filter(kind="application.created", subject_id=str(draft.pk)).count() == 1


def test_people_find_their_own_those_they_were_invited_to_and_administrators_all_of_the_unit(scene: Scene) -> None:
    admin = actor_for(make_person(scene.unit, "keyan@example.cn", "科研处", Role.UNIT_ADMIN))
    stranger = actor_for(make_person(make_unit("别的单位", "91130100MA0F7K2T5X"), "x@example.cn", "别人"))
    own = make_application(scene.call, scene.xing, project__title="邢的申报")
    found = [[each.pk for each in applications.of_person(who)] for who in (scene.feng, scene.xing, admin, stranger)]
    assert found == [[scene.draft.pk], [own.pk, scene.draft.pk], [own.pk, scene.draft.pk], []]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_applications_takes_the_same_queries_whatever_its_length(
    scene: Scene, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count - 1):
        make_application(scene.call, scene.feng)
    with django_assert_num_queries(4):
        found = [applications.facts(each) for each in applications.of_person(scene.feng)]
    assert len(found) == count


def test_a_removed_draft_comes_back(scene: Scene) -> None:
    applications.delete(scene.draft, scene.feng)
    assert list(applications.of_person(scene.feng)) == []
    assert [each.pk for each in applications.deleted_of(scene.feng)] == [scene.draft.pk]
    applications.restore(scene.draft, scene.feng)
    assert [each.pk for each in applications.of_person(scene.feng)] == [scene.draft.pk]
    kinds = Event.objects.filter(subject_id=str(scene.draft.pk)).order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["application.deleted", "application.restored"]


def test_rights_of_invited_people_are_facts_for_the_policy(scene: Scene) -> None:
    assert applications.facts(scene.now()).editors == frozenset({scene.other.pk})
    applications.invite(scene.draft, scene.other, Collaborator.Right.READ, scene.feng)
    assert applications.facts(scene.now()).readers == frozenset({scene.other.pk})
    applications.uninvite(scene.draft, scene.other.pk, scene.feng)
    assert applications.facts(scene.now()).readers == frozenset()


def test_only_people_of_the_unit_who_are_not_at_it_can_be_invited(scene: Scene) -> None:
    third = make_person(scene.unit, "liang@example.cn", "梁若溪")
    make_person(make_unit("别的单位", "91130100MA0F7K2T5X"), "x@example.cn", "别人")
    assert list(applications.colleagues(scene.now())) == [third]
