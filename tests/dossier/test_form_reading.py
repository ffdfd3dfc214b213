"""From an application to the values of the form."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xingshen.dossier.dossier import Dossier, DossierUnreadable, Severity
from xingshen.dossier.form_reading import read_form
from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.json_text import parse_json
from xingshen.dossier.source_text import SourceText
from xingshen.kernel.identifiers import resident_id, uscc
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why

Read = Callable[..., Dossier]


def unknown(path: str, why: Why, *candidates: object) -> Unknown:
    return Unknown((Missing(path, why),), candidates)


def test_values_are_typed_and_keyed_by_name(read: Read) -> None:
    dossier = read(
        {
            "form": {"category": 1, "programme_year": "２０２６年度", "priority": {"joint_lab": "是"}},
            "project": {"title": " 甲 ", "start": "2026年7月1日"},
            "budget": {"self_funding": "1,499,900元"},
            "leader": {"nationality": "中国"},
        }
    )
    names = ("类别", "申报年度", "申请联合实验室优先", "项目名称", "执行期起", "自筹资金", "负责人国籍")
    assert [dossier.values[name] for name in names] == [
        "重点产业",
        2026,
        True,
        "甲",
        date(2026, 7, 1),
        Decimal("149.99"),
        "CN",
    ]
    assert set(dossier.values) == {field.name for field in dossier.schema.fields}


def test_absent_and_unknown_are_not_the_same(read: Read) -> None:
    dossier = read(
        {
            "project": {"title": None, "abstract": " ", "start": {"unknown": "未定"}, "end": "未知"},
            "budget": {"self_funding": {"unknown": "两处不一", "candidate": "100万元"}, "loan": "无"},
            "team": {"unknown": "未附名单"},
            "partners_domestic": "无",
        }
    )
    assert dossier.values["项目名称"] == unknown("项目名称", Why.NOT_FILLED)
    assert dossier.values["项目摘要"] == unknown("项目摘要", Why.NOT_FILLED)
    assert dossier.values["申报单位"] == unknown("申报单位", Why.NOT_FILLED)
    assert dossier.values["执行期起"] == unknown("执行期起", Why.NOT_STATED)
    assert dossier.values["执行期止"] == unknown("执行期止", Why.NOT_STATED)
    assert dossier.values["自筹资金"] == unknown("自筹资金", Why.NOT_STATED, Decimal(100))
    assert dossier.values["贷款"] == unknown("贷款", Why.NOT_FILLED)
    assert dossier.values["项目组成员"] == Listing((), complete=False)
    assert dossier.values["境内合作单位"] == Listing()
    assert dossier.values["境外合作机构"] == Listing()
    assert dossier.problems == ()


def test_a_group_may_be_empty_or_unknown_as_a_whole(read: Read) -> None:
    dossier = read({"conference": None, "joint_lab": {"unknown": "未说明"}})
    assert dossier.values["会议名称"] == unknown("会议名称", Why.NOT_FILLED)
    assert dossier.values["联合实验室名称"] == unknown("联合实验室名称", Why.NOT_STATED)


def test_rows_are_records_by_name_and_paths_count_from_one(read: Read) -> None:
    dossier = read(
        {
            "partners": [
                {"name": "甲", "country": "德国", "shareholders": [{"name": "乙", "share": "51%"}]},
                {},
                {"name": "丙", "country": "亚特兰蒂斯", "applicant_share": 0.3},
            ]
        }
    )
    listing = dossier.values["境外合作机构"]
    assert isinstance(listing, Listing)
    first, second = listing.items
    assert first["机构所在地"] == "DE"  # type: ignore[index]
    assert first["机构股东"].items[0]["机构股东持股"] == Decimal("0.51")  # type: ignore[index]
    assert second["申报单位持股"] == Decimal("0.3")  # type: ignore[index]
    assert second["机构所在地"] == unknown("境外合作机构[2].机构所在地", Why.INVALID)  # type: ignore[index]
    assert second["机构注册号"] == unknown("境外合作机构[2].机构注册号", Why.NOT_FILLED)  # type: ignore[index]
    assert [(problem.path, problem.field_id, problem.severity) for problem in dossier.problems] == [
        ("境外合作机构[2].机构所在地", "partner.country", Severity.DOUBTFUL)
    ]


def test_one_row_may_stand_alone_and_a_list_may_be_incomplete(read: Read) -> None:
    dossier = read(
        {
            "partner": {"name": "甲"},
            "form": {"activity_type": "联合攻关、低空试飞", "subtype": "技术转移类"},
            "team": {"items": [{"name": "乙"}], "complete": False},
            "agreement": [{"title": "丙"}, {"unknown": "另一份未找到"}],
        }
    )
    partner, team = dossier.values["境外合作机构"], dossier.values["项目组成员"]
    assert isinstance(partner, Listing)
    assert isinstance(team, Listing)
    assert (len(partner.items), partner.complete) == (1, True)
    assert (len(team.items), team.complete) == (1, False)
    assert dossier.values["活动类型"] == Listing(("联合攻关、低空试飞",))
    assert dossier.values["项目类型"] == Listing(("技术转移转化类",))
    agreements = dossier.values["申报协议"]
    assert isinstance(agreements, Listing)
    assert (len(agreements.items), agreements.complete) == (1, False)


def test_a_text_of_several_listed_options_is_several(read: Read) -> None:
    one = read({"form": {"activity_type": "联合攻关、人文交流"}}).values["活动类型"]
    whole = read({"form": {"activity_type": "技术转移、成果转化"}}).values["活动类型"]
    assert (one, whole) == (Listing(("联合攻关", "人文交流")), Listing(("技术转移成果转化",)))


def test_chinese_names_and_dotted_ids_are_keys_too(read: Read) -> None:
    dossier = read({"项目名称": "甲", "budget.self_funding": 5, "team": [{"成员姓名": "乙"}]})
    assert (dossier.values["项目名称"], dossier.values["自筹资金"]) == ("甲", Decimal(5))
    team = dossier.values["项目组成员"]
    assert isinstance(team, Listing)
    assert team.items[0]["成员姓名"] == "乙"  # type: ignore[index]
    assert dossier.notices == ()


def test_impossible_values_become_problems_and_never_stop(read: Read) -> None:
    dossier = read(
        '{"project": {"start": "2026-02-30", "end": "9999年"},\n'
        '"budget": {"requested_grant": -1, "foreign": NaN, "loan": 1e999, "in_kind": 1e-999},\n'
        '"form": {"category": "类别9", "targets": {"papers": ' + "9" * 5000 + "}}}"
    )
    assert [(problem.name, problem.severity, problem.line) for problem in dossier.problems] == [
        ("执行期起", Severity.IMPOSSIBLE, 1),
        ("执行期止", Severity.IMPOSSIBLE, 1),
        ("申请财政资金", Severity.IMPOSSIBLE, 2),
        ("外方投入", Severity.IMPOSSIBLE, 2),
        ("贷款", Severity.IMPOSSIBLE, 2),
        ("类别", Severity.IMPOSSIBLE, 3),
        ("论文篇数", Severity.IMPOSSIBLE, 3),
    ]
    assert dossier.values["实物投入"] == Decimal(0)
    assert dossier.values["申请财政资金"] == unknown("申请财政资金", Why.INVALID)


def test_codes_are_brought_into_their_registered_spelling(read: Read) -> None:
    code = uscc.complete("9113010012345678")
    dossier = read({"applicant": {"uscc": f" {code[:8]} {code[8:].lower()} "}})
    assert dossier.values["申报单位代码"] == code


def test_texts_without_their_form_are_kept_and_told(read: Read) -> None:
    dossier = read(
        {
            "applicant": {"uscc": "9113", "phone": "0311-12345678"},
            "leader": {"email": "甲@", "phone": "不便", "orcid": "无"},
            "partner": [{"name": "甲", "lei": "X"}],
        }
    )
    assert dossier.values["申报单位代码"] == "9113"
    assert dossier.values["负责人ORCID"] == unknown("负责人ORCID", Why.NOT_FILLED)
    assert [(problem.field_id, problem.severity) for problem in dossier.problems] == [
        ("applicant.uscc", Severity.FORMAT),
        ("leader.email", Severity.FORMAT),
        ("leader.phone", Severity.FORMAT),
        ("partner.lei", Severity.FORMAT),
    ]


def test_private_values_are_masked_wherever_they_are_shown(read: Read) -> None:
    number = resident_id.complete("13010219900101001")
    dossier = read({"leader": {"id": number, "phone": "一三八零零零零零零零零"}})
    assert dossier.place("负责人证件号").quote == f"负责人证件号 = 130*************{number[-2:]}（leader.id，第3行）"
    shown = [problem.shown + problem.message for problem in dossier.problems]
    assert shown
    assert all("一三八零零零" not in text for text in shown)


def test_unknown_fields_are_noticed_with_the_nearest_known_one(read: Read) -> None:
    dossier = read({"budget": {"self_fundng": 3}, "$schema": "x", "_note": "y", "team": [{"nmae": "甲"}], "zzz": 1})
    assert [notice.message for notice in dossier.notices] == [
        "未知字段 budget.self_fundng（第3行），是否为 budget.self_funding？",
        "未知字段 team[1].nmae（第9行），是否为 team[1].name？",
        "未知字段 zzz（第12行）",
    ]


def test_every_malformed_value_is_told_at_once_with_path_and_line(read: Read) -> None:
    with pytest.raises(DossierUnreadable) as caught:
        read(
            {
                "project": {"title": ["甲"], "start": {"年": 2026}},
                "budget": [1],
                "team": "某人",
                "attachments": [1],
                "partner": [{"name": "甲", "shareholders": [{"name": {"x": 1}}]}],
                "partners": [],
                "budgt": 1,
            }
        )
    assert list(caught.value.problems) == [
        "project.title（第3行）：“项目名称”应为单个值（文本），此处为列表",
        "project.start（第6行）：“执行期起”应为单个值（日期），此处为对象",
        "budget（第10行）：应为一个对象，其中逐项写出各字段，此处为列表",
        "team（第13行）：“项目组成员”应为列表（以 [ 开头），此处为“某人”",
        "attachments[1]（第15行）：“附件”的每一项应为对象（以 { 开头），此处为“1”",
        "partner[1].shareholders[1].name（第22行）：“机构股东名称”应为单个值（文本），此处为对象",
        "partner 与 partners 写的是同一字段“境外合作机构”（第29行），请只保留一处",
        "未知字段 budgt（第30行），是否为 budget？",
    ]


def test_the_top_must_be_an_object(read: Read) -> None:
    with pytest.raises(DossierUnreadable, match="应为一个对象"):
        read([1, 2])


def test_places_quote_path_value_and_line(read: Read) -> None:
    dossier = read({"budget": {"self_funding": 149.99}, "partner": [{"name": "甲", "country": "德国"}]})
    assert dossier.place("自筹资金").quote == "自筹资金 = 149.99（budget.self_funding，第3行）"
    country, of = (dossier.place(f"境外合作机构[1].{name}").quote for name in ("机构所在地", "机构类型"))
    assert country == "境外合作机构第1项的机构所在地 = 德国（partner[1].country，第8行）"
    assert of == "境外合作机构第1项的机构类型 未填写（partner.type）"
    assert (dossier.place("自筹资金").file, dossier.place("自筹资金").method) == ("application.json", "form")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8) | st.just("未知"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["unknown", "items", "complete", "candidate", "name"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # how fast is not the point
@given(data=st.data())
def test_no_shape_of_input_breaks_the_reader(schema: FormSchema, data: st.DataObject) -> None:
    ids = [field.id for field in schema.fields]
    tree = data.draw(st.dictionaries(st.sampled_from([*ids, "budget", "form"]), JSON_VALUES, max_size=5))
    content = read_form(SourceText(tree, {}), schema)
    assert set(content.values) == {field.name for field in schema.fields}


def test_absurdly_long_texts_do_no_harm(schema: FormSchema) -> None:
    long = "甲" * 10**6
    tree = {"project": {"title": long, "start": long}, long: 1, "form": {"category": long}, "budget": {"loan": long}}
    content = read_form(parse_json(json.dumps(tree), "f"), schema)
    assert all(len(problem.shown) + len(problem.message) < 400 for problem in content.problems)
    assert all(len(notice.message) < 400 for notice in content.notices)
