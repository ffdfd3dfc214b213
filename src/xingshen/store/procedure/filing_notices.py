"""Messages about filings to the people they concern, each in the language that the person chose.

Called inside the transaction that it tells about. Names titles and numbers only; no values of the form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, starmap

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.review.filing_events import (
    ApprovedByUnit,
    Corrected,
    Event,
    Recommended,
    Replaced,
    Returned,
    Submitted,
    Withdrawn,
)
from xingshen.review.policy import Role
from xingshen.store.models import Application, Collaborator, Membership, Message

_SOON = timedelta(hours=48)
_TO_APPLICANT: dict[type[Event], tuple[Promise | str, Promise | str]] = {
    Submitted: (_("已提交：%(title)s"), _("编号 %(number)s。回执在本系统中随时可以查看、下载。")),
    Replaced: (_("已重新提交：%(title)s"), _("编号 %(number)s。以这一次提交为准，须重新经单位审核和归口推荐。")),
    ApprovedByUnit: (_("单位已审核通过：%(title)s"), _("编号 %(number)s。下一步由归口管理部门推荐。")),
    Recommended: (_("已受理：%(title)s"), _("编号 %(number)s。归口管理部门已推荐。")),
    Corrected: (_("已提交补正：%(title)s"), _("编号 %(number)s。审查继续进行，回执在本系统中随时可以查看、下载。")),
    Returned: (_("退回修改：%(title)s"), _("编号 %(number)s。请按所列事项修改后重新提交；已填内容都在。")),
    Withdrawn: (_("已撤回：%(title)s"), _("编号 %(number)s。截止之前可以修改后再次提交。")),
}
_TO_UNIT: dict[type[Event], Promise | str] = {
    Submitted: _("待单位审核：%(title)s"),
    Replaced: _("申报人重新提交，待单位审核：%(title)s"),
    Withdrawn: _("申报人已撤回：%(title)s"),
    Recommended: _("已受理：%(title)s"),
    Corrected: _("申报人已提交补正：%(title)s"),
}
_TO_DEPARTMENT: dict[type[Event], Promise | str] = {ApprovedByUnit: _("待归口推荐：%(title)s")}
_TO_OTHERS = _("编号 %(number)s，申报单位：%(unit)s。")
_URGENT = (Submitted, Replaced, Corrected, Returned, Recommended)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom messages about a filing may go to: (user, language) each."""

    applicants: tuple[tuple[int, str], ...]
    unit: tuple[tuple[int, str], ...]


def concerned(application: Application) -> Concerned:
    """Look them up. One query where owner and people are known."""
    return concerned_by_all([application])[application.pk]


def concerned_by_all(told_of: Sequence[Application]) -> dict[int, Concerned]:
    """The same for several applications, by key, with that one query for all of them."""
    administrators = _holders(Role.UNIT_ADMIN, "unit_id", {each.unit_id for each in told_of})
    return {each.pk: Concerned(_applicants(each), administrators.get(each.unit_id, ())) for each in told_of}


def tell(application: Application, event: Event) -> None:
    """Tell the applicants, and whoever's turn it is."""
    tell_all([(application, event, concerned(application))])


def tell_all(happened: Iterable[tuple[Application, Event, Concerned]]) -> None:
    """The same for several filings, with the people whom it concerns."""
    Message.objects.bulk_create(chain.from_iterable(starmap(_about, happened)))


def _about(application: Application, event: Event, people: Concerned) -> list[Message]:
    kind = type(event)
    values = {"title": str(application)[:80], "number": application.number, "unit": application.unit.name}
    subject, body = _TO_APPLICANT[kind]
    page = "filing:timeline" if kind in (Returned, Withdrawn) else "filing:receipt"
    messages = list(_messages(people.applicants, subject, body, values, _link(page, application), kind in _URGENT))
    if kind in _TO_UNIT:
        link, soon = _link("filing:unit_review", application), _ends_soon(application, "unit")
        messages += _messages(people.unit, _TO_UNIT[kind], _TO_OTHERS, values, link, soon)
    if kind in _TO_DEPARTMENT:
        department = application.unit.department_id
        officers = _holders(Role.DEPARTMENT, "department_id", {department}).get(department, ())
        link, soon = _link("filing:department_review", application), _ends_soon(application, "department")
        messages += _messages(officers, _TO_DEPARTMENT[kind], _TO_OTHERS, values, link, soon)
    return messages


def _messages(
    people: Iterable[tuple[int, str]], subject: Promise | str, body: Promise | str, values: dict[str, str], link: str,
    urgent: bool,
) -> Iterator[Message]:  # fmt: skip
    for user_id, language in people:
        with translation.override(language or "zh-hans"):
            told = {"subject": str(subject) % values, "body": str(body) % values}
        yield Message(user_id=user_id, link=link, urgent=urgent, **told)


def _link(page: str, application: Application) -> str:
    return reverse(page, args=[application.pk])


def _applicants(application: Application) -> tuple[tuple[int, str], ...]:
    editing = (each.user for each in application.collaborators.all() if each.right == Collaborator.Right.EDIT)
    return tuple(sorted({(user.pk, user.language) for user in (application.owner, *editing) if user.is_active}))


def _holders(role: Role, of: str, ids: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Who holds the role ``of`` (``unit_id``) each of these."""
    rows = Membership.objects.filter(role=role.value, user__is_active=True, **{f"{of}__in": ids}).order_by("user_id")
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for whose, user_id, language in rows.values_list(of, "user_id", "user__language"):
        found[whose] = (*found.get(whose, ()), (user_id, language))
    return found


def _ends_soon(application: Application, who: str) -> bool:
    ends = [row.closes_at for row in application.call.windows.all() if row.who == who]
    return bool(ends) and min(ends) - timezone.now() < _SOON
