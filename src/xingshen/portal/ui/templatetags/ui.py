"""Tags and filters of the portal's templates; what they print is decided in ``showing.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xingshen.dossier.showing import mask
from xingshen.portal.telling import call_title, tell, word_of
from xingshen.portal.ui import showing

register = Library()

register.filter("outcome_icon", showing.outcome_icon)
register.filter("outcome_word", showing.outcome_word)
register.filter("amount", showing.amount)
register.filter("instant", showing.instant)
register.filter("minute", showing.minute)
register.filter("short_instant", showing.short_instant)
register.filter("deadline", showing.deadline)
register.filter("clock", showing.clock)
register.filter("day", showing.day)
register.filter("file_size", showing.file_size)
register.filter("percent", showing.percent)
register.filter("short_digest", showing.short_digest)
register.filter("grouped_digest", showing.grouped_digest)
register.filter("mask", mask)
register.filter("told", tell)
register.filter("call_title", call_title)


@register.filter
def money(value: object) -> SafeString:
    """An amount in 万元 with its unit: ``1 234.50 万元``."""
    return format_html(
        '<span class="money">{}<span class="unit">{}</span></span>', showing.amount(value), gettext("万元")
    )


@register.filter
def in_guide(word: str, call: Any) -> str:
    """An option or a kind of paper of the call's guide in the language of the page."""
    return word_of(call, word)


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """What stands under ``key``; None where nothing does."""
    return found.get(key)


@register.filter
def clause_anchor(clause: str) -> str:
    """The id that ``clause`` has in the annotated guide."""
    return f"c-{clause}"


@register.filter
def remaining(until: datetime | None) -> str:
    """What is left until then by the server's clock; nothing where there is no end."""
    return "" if until is None else showing.remaining(until, timezone.now())


@register.simple_tag
def when(value: datetime | None, form: str = "instant") -> SafeString | str:
    """A ``<time>`` that shows ``value`` as the filter named ``form`` would."""
    if value is None:
        return showing.NOTHING
    shown = {
        "instant": showing.instant,
        "minute": showing.minute,
        "short": showing.short_instant,
        "deadline": showing.deadline,
        "clock": showing.clock,
    }[form](value)
    return format_html('<time datetime="{}">{}</time>', value.astimezone(showing.SHANGHAI).isoformat(), shown)


@register.simple_tag
def on_day(value: date | None) -> SafeString | str:
    """A ``<time>`` that shows the day of ``value``."""
    if value is None:
        return showing.NOTHING
    return format_html('<time datetime="{0}">{0}</time>', showing.day(value))


@register.simple_tag
def countdown(until: datetime, bracketed: bool = False) -> SafeString:
    """What is left until then; a script keeps it going by the server's clock."""
    left = format_html(
        '<span data-countdown="{}">{}</span>', until.isoformat(), showing.remaining(until, timezone.now())
    )
    return format_html(gettext("（{left}）"), left=left) if bracketed else left


@register.simple_tag
def server_clock() -> SafeString:
    """The server's clock as it stands; a script lets it run."""
    now = timezone.now()
    return format_html(
        '<time datetime="{0}" data-server-clock="{1}">{2}</time>',
        now.astimezone(showing.SHANGHAI).isoformat(),
        int(now.timestamp() * 1000),
        showing.clock(now),
    )


@register.inclusion_tag("ui/_outcome.html")
def outcome(value: str, washed: bool = False, count: int | None = None) -> dict[str, Any]:
    """Icon, word and colour of an outcome, with its count where one is given."""
    return {"outcome": str(value), "washed": washed, "count": count}


@register.inclusion_tag("ui/_clause.html", takes_context=True)
def clause(context: Context, name: str) -> dict[str, Any]:
    """The chip of a clause, a link where the page knows ``guide_url``."""
    return {"clause": name, "guide_url": context.get("guide_url", "")}


@register.filter
def current_step(steps: Iterable[Any]) -> Any:
    """The step on whose page one is; None on a page about all of them."""
    return next((step for step in steps or () if _is_current(step)), None)


def _is_current(step: Any) -> bool:
    return bool(step["current"] if isinstance(step, dict) else step.current)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The numbers that a pager shows, with ``…`` for what it leaves out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def mistakes(form: BaseForm | BaseFormSet[Any]) -> list[tuple[str, str, str]]:
    """Every mistake of a form or formset: id of the widget, label, sentence; of the form as a whole only the last."""
    return list(_mistakes(form))


def _mistakes(form: BaseForm | BaseFormSet[Any]) -> Iterator[tuple[str, str, str]]:
    if isinstance(form, BaseFormSet):
        yield from (("", "", str(error)) for error in form.non_form_errors())
        for member in form.forms:
            yield from _mistakes(member)
        return
    yield from (("", "", str(error)) for error in form.non_field_errors())
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        yield from ((target, str(field.label), str(error)) for error in field.errors)
