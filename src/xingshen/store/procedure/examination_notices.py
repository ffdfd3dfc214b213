"""Messages about examinations to the people they concern, each in the language that the person chose.

Called inside the transaction that it tells about. Applicants hear of letters and re-examinations only; of corrections
``correction_notices`` tells them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.review import examination_events as events
from xingshen.review.examination import Event
from xingshen.review.policy import Role
from xingshen.store.models import Examination, Message, User
from xingshen.store.people import officers
from xingshen.store.procedure import filing_notices

Text = Promise | str
_TO_APPLICANT: dict[type[Event], Text] = {
    events.LetterIssued: _("通知书已发出：%(title)s"),
    events.ReexaminationDecided: _("复审已有结论：%(title)s"),
}
_TO_REVIEWER: dict[type[Event], Text] = {
    events.CorrectionHandedIn: _("补正已交：%(title)s"),
    events.CorrectionLapsed: _("补正期限已过：%(title)s"),
    events.PanelConcluded: _("综合研判已有结论：%(title)s"),
    events.NotCountersigned: _("复核不同意，请重新审查：%(title)s"),
}
_TO_OFFICE: dict[type[Event], Text] = {
    events.Recused: _("审查员回避，请重新分派：%(title)s"),
    events.RefusalProposed: _("拟不通过，请安排复核：%(title)s"),
    events.ReexaminationRequested: _("申请复审：%(title)s"),
}
_OFFICE_PAGES: dict[type[Event], str] = {
    events.Recused: "office:assign_one",
    events.RefusalProposed: "desk:countersign",
    events.ReexaminationRequested: "desk:reexamination",
}
_AGAIN = _("请办理复审：%(title)s")
_GIVEN, _SIT = _("分派给您：%(title)s"), _("请参加综合研判：%(title)s")
_ALL_IN = _("综合研判的意见已齐全，请作出结论：%(title)s")
_NUMBER = _("编号 %(number)s。")


def tell(row: Examination, happened: Iterable[Event]) -> None:
    """Tell whoever an event concerns; one query for the languages of all of them."""
    happened = list(happened)
    told = [each for event in happened for each in _addressed(row, event)]
    told += _all_in(row, happened)
    languages = dict(User.objects.filter(pk__in={each[0] for each in told}).values_list("pk", "language"))
    Message.objects.bulk_create(_message(row, *each, languages) for each in told if each[0] in languages)


def _message(
    row: Examination, user_id: int, subject: Text, page: str, urgent: bool, languages: dict[int, str]
) -> Message:
    values = {"title": str(row.application)[:80], "number": row.application.number}
    with translation.override(languages[user_id] or "zh-hans"):
        subject, body = str(subject) % values, str(_NUMBER) % values
    link = reverse(page, args=[row.application_id])
    return Message(user_id=user_id, subject=subject, body=body, link=link, urgent=urgent)


def _addressed(row: Examination, event: Event) -> Iterator[tuple[int, Text, str, bool]]:
    """Whom an event concerns: person, subject, page, whether it is urgent."""
    kind = type(event)
    if kind in _TO_APPLICANT:
        page = "filing:outcome"
        for user_id, _language in filing_notices.concerned(row.application).applicants:
            yield user_id, _TO_APPLICANT[kind], page, True
    if kind in _TO_REVIEWER and row.reviewer_id is not None:
        yield row.reviewer_id, _TO_REVIEWER[kind], "desk:dossier", False
    if kind in _TO_OFFICE:
        for membership in officers.holders(Role.OFFICE):
            yield membership.user_id, _TO_OFFICE[kind], _OFFICE_PAGES.get(kind, "desk:dossier"), False
    if isinstance(event, events.Assigned | events.Reassigned):
        yield event.reviewer, _GIVEN, "desk:dossier", False
    if isinstance(event, events.ReexaminationAssigned):
        yield event.reviewer, _AGAIN, "desk:reexamination", False
    if isinstance(event, events.PanelOpened | events.PanelChanged):
        for member in event.members:
            yield member, _SIT, "desk:panel", False


def _all_in(row: Examination, happened: Iterable[Event]) -> Iterator[tuple[int, Text, str, bool]]:
    """The members, where the last opinion that was missing has come in: now one of them may conclude."""
    seats = list(row.seats.all()) if any(isinstance(event, events.OpinionGiven) for event in happened) else []
    if not any(seat.opinions_left for seat in seats):
        yield from ((seat.user_id, _ALL_IN, "desk:panel", False) for seat in seats)
