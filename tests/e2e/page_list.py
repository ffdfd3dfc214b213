"""Every page of the portal by who sees it, with addresses made from what the demonstration holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.e2e.running import RunningPortal

from xingshen.demo.cast import DOMAIN

SLUG = "intl-2026"
VISITOR = "visitor"
DRAFT, WAITING, FORWARDED = "match-299-99", "clean-cat1-enterprise", "clean-cat2-institute-science"
ACCEPTED, RETURNED = "clean-cat4-hongkong", "old-year-pledge"
IN_CORRECTION, AT_PANEL, PROPOSED = "only-2024-audit", "cat3-base-not-listed", "wrong-quota"
REFUSED, UNASSIGNED = "partner-in-mainland", "two-categories-a"
REVIEWED = (IN_CORRECTION, AT_PANEL, PROPOSED, REFUSED, UNASSIGNED)
EXAMPLES = (DRAFT, WAITING, FORWARDED, ACCEPTED, RETURNED, *REVIEWED)
"""The examples of the demonstration that the pages are taken from."""
TOPICS = ("progress", "clauses", "rules", "work")

_NUMBERS = """
import json
from tests.e2e.pages_prepared import prepare
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Membership, Unit, User

def login(user):
    return user.email.split("@")[0]

call = Call.objects.get()
made = {login(each.owner).removeprefix("applicant-"): each for each in Application.objects.order_by("-pk")}
papers = {name: [p.pk for p in each.papers.filter(removed_at=None).order_by("pk")] for name, each in made.items()}
print(json.dumps({
    "call": call.pk,
    "sections": [each.id for each in guides.of_call(call).guide.form.sections if each.id != "attachments"],
    "applications": {name: each.pk for name, each in made.items()},
    "papers": papers,
    "people": {login(each): each.pk for each in User.objects.all()},
    "memberships": {login(each.user): each.pk for each in Membership.objects.all()},
    "waiting": Unit.objects.filter(state="pending").order_by("pk")[0].pk,
    "forwarding_department": made["clean-cat2-institute-science"].unit.department.code,
    **prepare(call, made),
}))
"""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page: a name for files and messages, its address, and whether it is an error page on purpose."""

    name: str
    path: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A person (empty for visitors) and the pages they see."""

    who: str
    email: str
    pages: tuple[ListedPage, ...]


def numbers(portal: RunningPortal) -> dict[str, Any]:
    """The keys of what the demonstration holds, and of what is added to it for the pages."""
    found: dict[str, Any] = portal.ask(_NUMBERS)
    return found


def visits(known: Mapping[str, Any]) -> list[Visit]:
    """Everybody with all their pages."""
    return [
        Visit(VISITOR, "", _visitor(known)),
        Visit("applicant", f"applicant-{DRAFT}@{DOMAIN}", (*_applicant(known), *_account())),
        Visit("applicant-accepted", f"applicant-{ACCEPTED}@{DOMAIN}", _submitted(known, ACCEPTED)),
        Visit("applicant-returned", f"applicant-{RETURNED}@{DOMAIN}", _returned(known)),
        Visit("applicant-correcting", f"applicant-{IN_CORRECTION}@{DOMAIN}", _correcting(known)),
        Visit("applicant-refused", f"applicant-{REFUSED}@{DOMAIN}", _refused(known)),
        Visit("unit", f"unit-{WAITING}@{DOMAIN}", _unit(known)),
        Visit("unit-waiting", f"waiting@{DOMAIN}", (ListedPage("registration", "/accounts/registration/"),)),
        Visit("department", f"department-130900@{DOMAIN}", _registrar(known)),
        Visit("department-recommending", f"department-{known['forwarding_department']}@{DOMAIN}", _recommender(known)),
        Visit("office", f"office@{DOMAIN}", _office(known)),
        Visit("reviewer", f"reviewer@{DOMAIN}", _reviewer(known)),
        Visit("reviewer-second", f"reviewer2@{DOMAIN}", _second_reviewer(known)),
        Visit("panel", f"panel2@{DOMAIN}", _panel(known)),
        Visit("system", f"system@{DOMAIN}", _system(known)),
        Visit("security", f"security@{DOMAIN}", _security(known)),
        Visit("audit", f"audit@{DOMAIN}", _audit()),
    ]


def _visitor(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("home", "/"),
        ListedPage("call", f"/calls/{SLUG}/"),
        ListedPage("guide", f"/calls/{SLUG}/guide/"),
        ListedPage("help", "/help/"),
        ListedPage("login", "/accounts/login/"),
        ListedPage("register", "/accounts/register/"),
        ListedPage("password-reset", "/accounts/password/reset/"),
        ListedPage("invitation-over", "/accounts/invitation/nothing/", 404),
        ListedPage("verify", "/filing/verify/"),
        ListedPage("list", f"/lists/{known['list']}/"),
        ListedPage("list-withdrawn", f"/lists/{known['withdrawn']}/"),
        ListedPage("letter", "/letters/"),
        ListedPage("letter-found", f"/letters/?code={known['letter']}"),
        ListedPage("letter-unknown", "/letters/?code=nothing"),
        ListedPage("api-docs", "/api/docs/"),
        ListedPage("not-found", "/nothing-here/", 404),
        ListedPage("gallery", "/ui/gallery/"),
    )


def _applicant(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    own = f"/apply/{known['applications'][DRAFT]}"
    first = known["papers"][DRAFT][0]
    return (
        ListedPage("list", "/apply/"),
        ListedPage("new", "/apply/new/"),
        ListedPage("which", f"/apply/which/{SLUG}/"),
        ListedPage("import", f"/apply/import/{SLUG}/"),
        *(ListedPage(f"form-{section}", f"{own}/form/{section}/") for section in known["sections"]),
        ListedPage("papers", f"{own}/papers/"),
        ListedPage("paper", f"{own}/papers/{first}/pages/1/"),
        ListedPage("review", f"{own}/review/"),
        ListedPage("show", f"{own}/show/"),
        ListedPage("clauses", f"{own}/clauses/"),
        ListedPage("print", f"{own}/print/"),
        ListedPage("people", f"{own}/people/"),
        ListedPage("delete", f"{own}/delete/"),
        ListedPage("submit", f"/filing/{known['applications'][DRAFT]}/submit/"),
        ListedPage("timeline", f"/filing/{known['applications'][DRAFT]}/"),
        ListedPage("inbox", "/filing/inbox/"),
        ListedPage("foreign", f"/apply/{known['applications'][ACCEPTED]}/show/", 403),
    )


def _account() -> tuple[ListedPage, ...]:
    return (
        ListedPage("profile", "/accounts/profile/"),
        ListedPage("profile-edit", "/accounts/profile/edit/"),
        ListedPage("password", "/accounts/password/change/"),
        ListedPage("sessions", "/accounts/sessions/"),
        ListedPage("second-factor", "/accounts/2fa/"),
        ListedPage("logout", "/accounts/logout/"),
    )


def _submitted(known: Mapping[str, Any], name: str) -> tuple[ListedPage, ...]:
    filing = f"/filing/{known['applications'][name]}"
    return (
        ListedPage("list", "/apply/"),
        ListedPage("receipt", f"{filing}/receipt/"),
        ListedPage("timeline", f"{filing}/"),
        ListedPage("submit", f"{filing}/submit/"),
        ListedPage("withdraw", f"{filing}/withdraw/"),
        ListedPage("inbox", "/filing/inbox/"),
        ListedPage("show", f"/apply/{known['applications'][name]}/show/"),
    )


def _returned(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    number = known["applications"][RETURNED]
    return (
        ListedPage("list", "/apply/"),
        ListedPage("timeline", f"/filing/{number}/"),
        ListedPage("submit", f"/filing/{number}/submit/"),
        ListedPage("papers", f"/apply/{number}/papers/"),
        ListedPage("inbox", "/filing/inbox/"),
    )


def _correcting(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    number = known["applications"][IN_CORRECTION]
    return (
        ListedPage("list", "/apply/"),
        ListedPage("correction", f"/apply/{number}/correction/"),
        ListedPage("papers", f"/apply/{number}/papers/"),
        ListedPage("submit", f"/filing/{number}/submit/"),
        ListedPage("timeline", f"/filing/{number}/"),
        ListedPage("inbox", "/filing/inbox/"),
    )


def _refused(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    filing = f"/filing/{known['applications'][REFUSED]}"
    return (
        ListedPage("list", "/apply/"),
        ListedPage("outcome", f"{filing}/outcome/"),
        ListedPage("timeline", f"{filing}/"),
    )


def _unit(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    member = known["people"][f"applicant-{WAITING}"]
    return (
        ListedPage("queue", "/filing/unit/"),
        ListedPage("queue-all", "/filing/unit/?stage=all"),
        ListedPage("review", f"/filing/unit/{known['applications'][WAITING]}/"),
        ListedPage("unit", "/accounts/unit/"),
        ListedPage("member", f"/accounts/unit/members/{member}/"),
        ListedPage("applications", "/apply/"),
        ListedPage("inbox", "/filing/inbox/"),
    )


def _registrar(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("registrations", "/accounts/registrations/"),
        ListedPage("registration", f"/accounts/registrations/{known['waiting']}/"),
        ListedPage("inbox", "/filing/inbox/"),
    )


def _recommender(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("queue", "/filing/department/"),
        ListedPage("queue-accepted", "/filing/department/?stage=accepted"),
        ListedPage("review", f"/filing/department/{known['applications'][FORWARDED]}/"),
    )


def _office(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    call = known["call"]
    return (
        ListedPage("overview", "/office/"),
        ListedPage("calls", "/office/calls/"),
        ListedPage("call", f"/office/calls/{call}/"),
        ListedPage("call-new", "/office/calls/new/"),
        ListedPage("call-extend", f"/office/calls/{call}/extend/"),
        ListedPage("overview-of", f"/office/overview/{call}/"),
        ListedPage("procedure", f"/office/calls/{call}/procedure/"),
        ListedPage("declaration", "/desk/declaration/"),
        ListedPage("desk-queue", "/desk/"),
        ListedPage("panels", "/desk/panel/"),
        *_assignment(known),
        *(ListedPage(f"statistics-{topic}", f"/office/statistics/{call}/{topic}/") for topic in TOPICS),
        *_conclusions(known),
        ListedPage("across", f"/office/across/{call}/"),
        ListedPage("likeness", f"/office/across/pair/{known['likeness']}/"),
    )


def _assignment(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    own = "/office/assignment"
    return (
        ListedPage("assignment", f"{own}/"),
        ListedPage("assignment-one", f"{own}/of/{known['applications'][UNASSIGNED]}/"),
        ListedPage("assignment-again", f"{own}/again/"),
        ListedPage("assignment-rules", f"{own}/rules/{known['call']}/"),
        ListedPage("assignment-run", f"{own}/runs/{known['run']}/"),
        ListedPage("officers", f"{own}/officers/"),
        ListedPage("officer", f"{own}/officers/{known['people']['reviewer']}/"),
    )


def _conclusions(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    own, call = "/office/conclusions", known["call"]
    return (
        ListedPage("conclusions", f"{own}/{call}/"),
        ListedPage("list-new", f"{own}/{call}/lists/new/"),
        ListedPage("list-prepared", f"{own}/lists/{known['prepared']}/"),
        ListedPage("list-published", f"{own}/lists/{known['published']}/"),
        ListedPage("batch", f"{own}/batches/{known['batch']}/"),
        ListedPage("letters", f"{own}/letters/{call}/"),
        ListedPage("letters-due", f"{own}/letters/of/{known['applications'][IN_CORRECTION]}/"),
        ListedPage("letters-sent", f"{own}/letters/of/{known['applications'][REFUSED]}/"),
        ListedPage("templates", f"{own}/letters/{call}/templates/"),
        ListedPage("template", f"{own}/letters/{call}/templates/refusal/"),
    )


def _reviewer(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    own = f"/desk/{known['applications'][ACCEPTED]}"
    return (
        ListedPage("queue", "/desk/"),
        ListedPage("dossier", f"{own}/"),
        ListedPage("dossier-all", f"{own}/?show=all"),
        ListedPage("dossier-together", f"{own}/parts/7/?kind=questions"),
        ListedPage("dossier-conclude", f"{own}/conclude/"),
        ListedPage("dossier-history", f"{own}/history/"),
        ListedPage("dossier-form", f"{own}/form/"),
        ListedPage("views", "/desk/views/"),
        ListedPage("declaration", "/desk/declaration/"),
        ListedPage("panels", "/desk/panel/"),
        ListedPage("panel-open", f"{own}/panel/open/"),
        ListedPage("panel", f"/desk/{known['applications'][AT_PANEL]}/panel/"),
        ListedPage("correction", f"/desk/{known['applications'][IN_CORRECTION]}/correction/"),
        ListedPage("correction-new", f"{own}/correction/"),
        ListedPage("reexamination", f"/desk/{known['applications'][REFUSED]}/reexamination/"),
        ListedPage("overview", "/office/"),
        *_programs(known),
    )


def _programs(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("tokens", "/api/tokens/"),
        ListedPage("token-new", "/api/tokens/new/"),
        ListedPage("token-revoke", f"/api/tokens/{known['token']}/revoke/"),
        ListedPage("webhooks", "/api/webhooks/"),
        ListedPage("webhook-new", "/api/webhooks/new/"),
        ListedPage("webhook", f"/api/webhooks/{known['webhook']}/"),
    )


def _second_reviewer(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("queue", "/desk/"),
        ListedPage("countersign", f"/desk/{known['applications'][PROPOSED]}/countersign/"),
        ListedPage("dossier", f"/desk/{known['applications'][PROPOSED]}/"),
    )


def _panel(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("panels", "/desk/panel/"),
        ListedPage("panel", f"/desk/{known['applications'][AT_PANEL]}/panel/"),
        ListedPage("dossier", f"/desk/{known['applications'][AT_PANEL]}/"),
    )


def _system(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("people", "/accounts/people/"),
        ListedPage("person", f"/accounts/people/{known['people']['reviewer']}/"),
        ListedPage("invite", "/accounts/people/invite/"),
        ListedPage("departments", "/accounts/people/departments/"),
        ListedPage("tokens", "/api/tokens/all/"),
        ListedPage("withdraw-role", f"/accounts/people/roles/{known['memberships']['reviewer']}/"),
    )


def _security(known: Mapping[str, Any]) -> tuple[ListedPage, ...]:
    return (
        ListedPage("security", "/accounts/security/"),
        ListedPage("person", f"/accounts/security/{known['people']['office']}/"),
        ListedPage("logins", "/accounts/security/logins/"),
    )


def _audit() -> tuple[ListedPage, ...]:
    return (ListedPage("audit", "/office/audit/"), ListedPage("verify", "/office/audit/verify/"))
