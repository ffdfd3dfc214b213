"""Making, publishing and extending calls: each step with its event.

Publishing pins the guide by version and digest; a published call keeps its guide for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xingshen.review.call_policy import CallFacts
from xingshen.review.policy import Actor
from xingshen.store.calls.guides import GuidePin
from xingshen.store.models import Application, Call, Extension, Unit, Window
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallData:
    """What the office fills in for a call; ``windows``: who → (opens, closes), aware instants."""

    slug: str
    title: str
    title_en: str
    number_prefix: str
    guide_id: str
    windows: Mapping[str, tuple[datetime, datetime]]
    settings: Mapping[str, object]


def facts(call: Call) -> CallFacts:
    """What the policy needs to know."""
    return CallFacts(call.state != Call.State.DRAFT, Application.objects.filter(call=call).count())


def create(data: CallData, actor: Actor, origin: Origin = NO_ORIGIN) -> Call:
    """A new call that nobody sees yet. IntegrityError where the short name is taken."""
    with transaction.atomic():
        call = Call.objects.create(
            slug=data.slug,
            title=data.title,
            title_en=data.title_en,
            number_prefix=data.number_prefix,
            guide_id=data.guide_id,
            settings=dict(data.settings),
            created_by_id=actor.user_id,
        )
        _set_windows(call, data.windows)
        audit.append("call.created", subject(call), actor, after=_shown(data), origin=origin)
    return call


def change(call: Call, data: CallData, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Change a call that is not published yet."""
    with transaction.atomic():
        before = _windows_shown(call)
        for name in ("slug", "title", "title_en", "number_prefix", "guide_id"):
            setattr(call, name, getattr(data, name))
        call.settings = {**call.settings, **data.settings}
        call.save()
        _set_windows(call, data.windows)
        audit.append("call.changed", subject(call), actor, before=before, after=_shown(data), origin=origin)


def publish(call: Call, pin: GuidePin, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Make the call public and pin its guide."""
    with transaction.atomic():
        call.state, call.published_at = Call.State.PUBLISHED, timezone.now()
        call.guide_version, call.guide_digest = pin.version, pin.digest
        call.save()
        after = {"guide": call.guide_id, "version": pin.version, "digest": pin.digest}
        audit.append("call.published", subject(call), actor, after=after, origin=origin)


def move_windows(
    call: Call, windows: Mapping[str, tuple[datetime, datetime]], reason: str, actor: Actor, origin: Origin = NO_ORIGIN
) -> None:
    """Change the windows of a call for everybody, with the reason."""
    with transaction.atomic():
        before = _windows_shown(call)
        _set_windows(call, windows)
        after = _windows_shown(call)
        audit.append(
            "call.windows_moved", subject(call), actor, before=before, after=after, reason=reason, origin=origin
        )


def extend(
    call: Call, who: str, unit_id: int, closes_at: datetime, reason: str, actor: Actor, origin: Origin = NO_ORIGIN
) -> Extension:
    """A later end of one window for one unit. Window.DoesNotExist, Unit.DoesNotExist; ValueError: not later."""
    with transaction.atomic():
        window = Window.objects.get(call=call, who=who)
        unit = Unit.objects.get(pk=unit_id)
        if closes_at <= window.closes_at:
            raise ValueError("延长后的截止时间应晚于原截止时间。")
        extension = Extension.objects.create(
            window=window, unit=unit, closes_at=closes_at, reason=reason, granted_by_id=actor.user_id
        )
        after = {"unit": unit.name, "who": who, "closes_at": closes_at.isoformat()}
        audit.append("call.extended", subject(call), actor, after=after, reason=reason, origin=origin)
    return extension


def subject(call: Call) -> Subject:
    """The call as the subject of events."""
    return Subject("call", str(call.pk), call.title)


def _set_windows(call: Call, windows: Mapping[str, tuple[datetime, datetime]]) -> None:
    for who, (opens_at, closes_at) in windows.items():
        fields = {"opens_at": opens_at, "closes_at": closes_at}
        Window.objects.update_or_create(call=call, who=who, defaults=fields)


def _windows_shown(call: Call) -> dict[str, list[str]]:
    rows = Window.objects.filter(call=call)
    return {row.who: [row.opens_at.isoformat(), row.closes_at.isoformat()] for row in rows}


def _shown(data: CallData) -> dict[str, object]:
    windows = {who: [opens.isoformat(), closes.isoformat()] for who, (opens, closes) in data.windows.items()}
    return {"slug": data.slug, "title": data.title, "guide": data.guide_id, "windows": windows}


def extensions(call: Call) -> list[Extension]:
    """The extensions of a call with unit and window, newest first."""
    return list(Extension.objects.filter(window__call=call).select_related("unit", "window", "granted_by"))


def units_to_extend() -> list[tuple[str, str]]:
    """Approved units as choices (id, name)."""
    rows = Unit.objects.filter(state=Unit.State.APPROVED).values_list("pk", "name", "uscc")
    return [(str(pk), f"{name} {uscc}") for pk, name, uscc in rows]
