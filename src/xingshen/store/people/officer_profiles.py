"""What assignment knows of officers besides their ties: capacity, categories they know, leave; and their load."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingshen.review.examination_table import Stage
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Examination, OfficerProfile, Tie
from xingshen.store.people import officers
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NOT_THERE = OfficerProfile.DoesNotExist
HELD = tuple(
    stage.value
    for stage in (Stage.ASSIGNED, Stage.EXAMINING, Stage.IN_CORRECTION, Stage.AT_PANEL, Stage.REFUSAL_PROPOSED)
)
"""Where a dossier is on the hands of its reviewer."""
REHELD = (Stage.REEXAMINING.value, Stage.REEXAMINATION_PANEL.value)
"""Where it is on the hands of who re-examines it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the office settles for an officer. ``capacity`` None: no limit; leave with both ends included."""

    capacity: int | None = None
    skills: tuple[str, ...] = ()
    away_from: date | None = None
    away_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An officer in the office's list: how many ties were declared, never which."""

    user: Any
    roles: frozenset[Role]
    settings: Settings
    declared: bool
    ties: int
    load: int
    away: bool


def everybody(today: date | None = None) -> list[Known]:
    """All officers by name, with what is on their hands."""
    loads, today = Counter(held().values()), today or timezone.localdate()
    return [_known(user, loads, today) for user in officers.all_of_them()]


def one(user_id: int) -> Known:
    """One officer. Raises NOT_THERE where this is none."""
    found = next((each for each in everybody() if each.user.pk == user_id), None)
    if found is None:
        raise NOT_THERE
    return found


def _known(user: Any, loads: Counter[int], today: date) -> Known:
    profile = officers.profile_of(user)
    return Known(
        user=user,
        roles=officers.roles_of(user),
        settings=_settings(profile),
        declared=profile is not None and profile.declared_at is not None,
        ties=len(profile.ties.all()) if profile else 0,
        load=loads[user.pk],
        away=profile is not None and officers.is_away(profile, today),
    )


def _settings(profile: OfficerProfile | None) -> Settings:
    if profile is None:
        return Settings()
    return Settings(
        capacity=profile.capacity,
        skills=tuple(profile.skills),
        away_from=profile.away_from,
        away_until=profile.away_until,
    )


def held() -> dict[str, int]:
    """Every dossier that somebody has on their hands, by the key of assignment, with whoever has it. Two queries."""
    rows = Examination.objects.order_by()
    first = rows.filter(stage__in=HELD, reviewer__isnull=False).values_list("application_id", "reviewer_id")
    again = rows.filter(stage__in=REHELD, reexaminer__isnull=False).values_list("application_id", "reexaminer_id")
    return {key(application_id): person for application_id, person in [*first, *again] if person is not None}


def key(application_id: int) -> str:
    """How assignment names a dossier: in the order of numbers."""
    return f"{application_id:010}"


def change(user_id: int, wanted: Settings, actor: Actor, origin: Origin) -> None:
    """Store the settings with their event; nothing happens where nothing changes. Raises NOT_THERE."""
    with transaction.atomic():
        known = one(user_id)
        before = known.settings
        if before == wanted:
            return
        values = {
            "capacity": wanted.capacity, "skills": list(wanted.skills), "away_from": wanted.away_from,
            "away_until": wanted.away_until,
        }  # fmt: skip
        OfficerProfile.objects.update_or_create(user_id=user_id, defaults=values)
        audit.append(
            "officer.changed", Subject("account", str(user_id), known.user.name), actor,
            before=_told(before), after=_told(wanted), origin=origin,
        )  # fmt: skip


def _told(settings: Settings) -> dict[str, object]:
    return {
        "capacity": settings.capacity,
        "skills": list(settings.skills),
        "away_from": settings.away_from.isoformat() if settings.away_from else None,
        "away_until": settings.away_until.isoformat() if settings.away_until else None,
    }


# --- one's own ties --------------------------------------------------------------------------------------------------


def has_declared(user_id: int | None) -> bool:
    """Whether the officer has said how they stand to units and people."""
    return OfficerProfile.objects.filter(user_id=user_id or 0, declared_at__isnull=False).exists()


def declared_ties(user_id: int) -> tuple[Any, dict[str, list[str]]]:
    """When the officer declared last (None: never), and what, by kind as written."""
    profile = OfficerProfile.objects.filter(user_id=user_id).prefetch_related("ties").first()
    found: dict[str, list[str]] = {kind.value: [] for kind in Tie.Kind}
    for tie in profile.ties.all() if profile else ():
        found[tie.kind].append(tie.key)
    return (profile.declared_at if profile else None), found
