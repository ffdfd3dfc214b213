"""A refusal needs a second person: what that person sees, who it may be, and what follows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.portal.desk.panelling import OnDesk
from tests.store.scenes.reviewing import kinds, make_officer
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Stage
from xingshen.review.examination_commands import ConcludePanel, Conclusion
from xingshen.store.models import Message
from xingshen.store.people import officers
from xingshen.store.people.officers import Declaration, Kind
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db


def _address(desk: OnDesk) -> str:
    return reverse("desk:countersign", args=[desk.draft.pk])


def test_the_second_person_sees_the_grounds_with_clause_and_who_decided_why() -> None:
    desk = OnDesk()
    desk.propose()
    page = desk.client_of(desk.second).get(_address(desk)).content.decode()
    grounds = desk.case().examination.refusal
    assert grounds is not None
    assert page.count('class="decided"') == len(grounds.grounds)
    first = next(
        point for point in desk.case().points() if point.finding.fingerprint == grounds.grounds[0].basis.fingerprint
    )
    for shown in (first.finding.clauses[0].id, "沈细行", "已核对原件", "所列要点不符合指南要求。", "同意不通过"):
        assert shown in page


def test_a_signature_refuses_and_leads_back_to_the_queue() -> None:
    desk = OnDesk()
    desk.propose()
    answer = desk.client_of(desk.second).post(_address(desk), {"step": "sign", "sign-reason": "已核对。"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk:queue"))
    assert desk.case().examination.stage is Stage.REFUSED
    assert kinds(desk.draft.pk)[-1] == "refusal.countersigned"


def test_whoever_does_not_agree_says_why_and_the_reviewer_hears_it() -> None:
    desk = OnDesk()
    desk.propose()
    client = desk.client_of(desk.second)
    silent = client.post(_address(desk), {"step": "decline", "decline-reason": " "})
    assert silent.status_code == 409
    assert "请写明不同意的理由" in silent.content.decode()
    client.post(
        _address(desk), {"step": "decline", "decline-phrase": "条款适用有误：", "decline-reason": "应适用 3.5。"}
    )
    state = desk.case().examination
    assert (state.stage, state.refusal) == (Stage.EXAMINING, None)
    last = Message.objects.filter(user_id=desk.reviewer.user_id).latest("pk")
    assert last.subject.startswith("复核不同意")


def test_the_proposer_reads_why_somebody_else_has_to_sign() -> None:
    desk = OnDesk()
    desk.propose()
    client = desk.client_of(desk.reviewer)
    page = client.get(_address(desk)).content.decode()
    assert "不能由提出人自己复核" in page
    assert "同意不通过" not in page
    assert client.post(_address(desk), {"step": "sign"}).status_code == 409
    assert desk.case().examination.stage is Stage.REFUSAL_PROPOSED


def test_a_member_of_the_panel_who_judged_a_ground_cannot_sign() -> None:
    desk = OnDesk()
    marks = desk.open_panel()
    for member in desk.panel:
        desk.opine(marks, member, Outcome.FAIL)
    desk.act(ConcludePanel(tuple(Conclusion(mark, Outcome.FAIL, "不符合") for mark in marks)), desk.panel[0])
    desk.propose()
    page = desk.client_of(desk.panel[1]).get(_address(desk)).content.decode()
    assert "您认定过其中的要点" in page
    assert "综合研判" in page


def test_a_conflict_of_interest_keeps_out() -> None:
    desk = OnDesk()
    desk.propose()
    tied = make_officer(name="有关系")
    officers.declare(tied.user_id or 0, Declaration(((Kind.OWN_UNIT, desk.unit.name),)), tied, Origin())
    assert desk.client_of(tied).get(_address(desk)).status_code == 403


def test_the_office_hears_of_a_proposal_with_a_link_to_the_page() -> None:
    desk = OnDesk()
    desk.propose()
    told = Message.objects.filter(user_id=desk.office.user_id).latest("pk")
    assert (told.link, told.urgent) == (_address(desk), False)


def test_without_a_proposal_the_page_says_so() -> None:
    desk = OnDesk()
    assert "现在没有待复核的不通过" in desk.client_of(desk.office).get(_address(desk)).content.decode()
