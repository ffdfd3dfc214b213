"""Which category fits: the guide's own rules under every option, from a few answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.pipeline.looking import DESK, application
from xingshen.guide.loading import load_guide
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.choosing import Advice, Fit, advise, choosing_questions
from xingshen.rules.compiled import compile_guide

DAY = date(2026, 6, 20)
Tree = dict[str, object]


def answers(**more: Tree) -> Tree:
    """An enterprise with a German partner; groups in ``more`` are changed."""
    known: dict[str, Tree] = {
        "applicant": {"type": "企业", "registered_place": "河北省石家庄市", "tech_proof": "高新技术企业"},
        "form": {"activity_type": ["联合攻关"], "field": "机器人", "base": {"level": "", "name": ""}},
    }
    groups: Tree = {key: {**known[key], **more.get(key, {})} for key in known}
    return {**groups, "partner": [more.get("partner", {"country": "德国", "type": "企业"})]}


def fits(tree: object) -> dict[str, Fit]:
    return {advice.option: advice.fit for advice in advise(DESK.guide, tree, as_of=DAY)}


def advice_on(option: str, tree: object) -> Advice:
    return next(advice for advice in advise(DESK.guide, tree, as_of=DAY) if advice.option == option)


def test_nothing_answered_needs_answers_in_every_category() -> None:
    assert fits({}) == dict.fromkeys(("重点产业", "一带一路", "基地示范", "港澳台"), Fit.MORE)
    assert "partner.country" in advice_on("港澳台", {}).missing
    assert {"form.base.level", "form.base.name"} <= set(advice_on("基地示范", {}).missing)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (Fit.FITS, Fit.FITS, Fit.DOES_NOT, Fit.DOES_NOT)),
        ({"applicant": {"type": "高校", "tech_proof": ""}}, (Fit.DOES_NOT, Fit.FITS, Fit.DOES_NOT, Fit.DOES_NOT)),
        ({"applicant": {"registered_place": "北京市"}}, (Fit.DOES_NOT,) * 4),
        ({"applicant": {"type": "机关"}}, (Fit.DOES_NOT,) * 4),
        ({"partner": {"country": "法国", "type": "企业"}}, (Fit.FITS, Fit.PERSON, Fit.DOES_NOT, Fit.DOES_NOT)),
        (
            {"partner": {"country": "香港", "type": "高校"}, "form": {"field": "生物医药"}},
            (Fit.DOES_NOT, Fit.DOES_NOT, Fit.DOES_NOT, Fit.FITS),
        ),
        (
            {"form": {"field": "新材料", "base": {"level": "省级", "name": "中捷高新技术产业开发区"}}},
            (Fit.PERSON, Fit.FITS, Fit.FITS, Fit.DOES_NOT),
        ),
        ({"applicant": {"tech_proof": "无"}}, (Fit.PERSON, Fit.FITS, Fit.DOES_NOT, Fit.DOES_NOT)),
    ],
)
def test_each_category_is_judged_by_its_own_rules(changed: dict[str, Tree], expected: tuple[Fit, ...]) -> None:
    assert tuple(fits(answers(**changed)).values()) == expected


def test_what_speaks_against_it_is_told_with_the_clause() -> None:
    (point,) = advice_on("港澳台", answers()).told(Outcome.FAIL)
    assert [clause.id for clause in point.clauses] == ["2.4.s2"]
    assert point.clauses[0].text in DESK.guide.guide.pack.source
    assert point.message != ""


def test_an_empty_answer_is_an_answer() -> None:
    asked = answers()
    form = asked["form"]
    assert isinstance(form, dict)
    assert advice_on("基地示范", asked).fit is Fit.DOES_NOT
    del form["base"]
    assert advice_on("基地示范", asked).fit is Fit.MORE


def test_a_code_that_was_answered_goes_before_the_one_supposed() -> None:
    tree = answers(applicant={"uscc": "12130000MB0TEXT08E"})
    assert advice_on("重点产业", tree).fit is Fit.DOES_NOT


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("clean-cat1-enterprise", "重点产业"),
        ("clean-cat2-institute-science", "一带一路"),
        ("clean-cat2-university-transfer", "一带一路"),
        ("clean-cat4-hongkong", "港澳台"),
    ],
)
def test_a_clean_application_fits_the_category_it_chose(name: str, option: str) -> None:
    assert advice_on(option, application(name)).fit is Fit.FITS


def test_the_questions_are_fields_of_the_form() -> None:
    assert [spec.name for spec in choosing_questions(DESK.form)][:3] == ["主体类型", "申报单位代码", "登记地"]


def test_a_guide_without_a_choice_gives_no_advice() -> None:
    other = compile_guide(load_guide(Path(__file__).parents[1] / "language" / "guides" / "talent-2027"))
    assert advise(other, {}, as_of=DAY) == ()
