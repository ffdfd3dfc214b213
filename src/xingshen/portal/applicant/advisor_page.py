"""“Which category fits us”: a few questions, and what the guide's own rules say to every category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingshen.dossier.form_spec import FieldSpec
from xingshen.guide.form_words import FormWords
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.choosing import Advice, Fit, advise, choosing_questions
from xingshen.portal.access import actor_of, open_to_all
from xingshen.portal.applicant.fields import FieldView, Standing, country_names, single_view
from xingshen.portal.applicant.own import address_of
from xingshen.portal.applicant.posting import read_value
from xingshen.portal.telling import call_title, form_words
from xingshen.review.policy import Actor, Role
from xingshen.rules.compiled import CompiledGuide
from xingshen.store.applying import applications
from xingshen.store.calls import calls, guides
from xingshen.store.people import units

FIT_WORDS: dict[Fit, Promise] = {
    Fit.FITS: _("看来适合"),
    Fit.DOES_NOT: _("不适合"),
    Fit.PERSON: _("可能适合，有几点由人判断"),
    Fit.MORE: _("还要再答几题"),
}
_OUTCOMES = {Fit.FITS: "pass", Fit.DOES_NOT: "fail", Fit.PERSON: "human"}
_ORDER = (Fit.FITS, Fit.PERSON, Fit.MORE, Fit.DOES_NOT)


@dataclass(frozen=True, slots=True)
class Shown:
    """One category with what speaks for and against it."""

    name: str
    word: Promise
    outcome: str
    against: tuple[Any, ...]
    to_judge: tuple[Any, ...]
    passed: tuple[Any, ...]
    missing: tuple[str, ...]


@open_to_all
@require_GET
def advisor(request: HttpRequest, slug: str) -> HttpResponse:
    """GET with answers as the query, so that the page can be shared and gone back to. Nothing is stored."""
    try:
        call = calls.published().get(slug=slug)
    except ObjectDoesNotExist:
        raise Http404 from None
    guide = guides.of_call(call, get_language() or "")
    questions = choosing_questions(guide.guide.form)
    words = form_words(guide)
    given = _given(request, questions, words)
    values = given if request.GET else _known(guide, questions, actor_of(request))
    page = {
        "call": call,
        "call_name": call_title(call),
        "guide_url": address_of("public:guide", call.slug),
        "fields": [_field(each, values, words) for each in questions],
        "countries": country_names(words),
        "advice": _advice(guide, given, words) if request.GET else [],
        "can_begin": actor_of(request).has(Role.APPLICANT, Role.UNIT_ADMIN),
    }
    return render(request, "applicant/advisor.html", page)


def _given(request: HttpRequest, questions: tuple[FieldSpec, ...], words: FormWords) -> dict[str, Any]:
    read = {each.id: words.stored(each, read_value(each, each.id, request.GET)) for each in questions}
    return {field_id: value for field_id, value in read.items() if value not in ("", [])}


def _known(guide: CompiledGuide, questions: tuple[FieldSpec, ...], actor: Actor) -> dict[str, Any]:
    """What the registration of the person's unit answers already."""
    unit = units.find(actor.unit_id) if actor.unit_id is not None else None
    if unit is None:
        return {}
    begun = applications.prefilled(guide.guide.form, unit)
    wanted = {each.id for each in questions}
    return {str(address): value for address, value in begun.written() if str(address) in wanted}


def _advice(guide: CompiledGuide, given: dict[str, Any], words: FormWords) -> list[Shown]:
    found = advise(guide, _tree(guide, given), as_of=timezone.localdate())
    ordered = sorted(found, key=lambda each: _ORDER.index(each.fit))
    field_id = guide.guide.form.choosing.field if guide.guide.form.choosing else ""
    return [_shown(each, guide, field_id, words) for each in ordered]


def _shown(advice: Advice, guide: CompiledGuide, field_id: str, words: FormWords) -> Shown:
    form = guide.guide.form
    english = words.english
    name = english.option_title(field_id, advice.option) if english else _full_name(form.by_id[field_id], advice.option)
    missing = tuple(words.name(form.by_id[each]) for each in advice.missing)
    return Shown(
        name,
        FIT_WORDS[advice.fit],
        _OUTCOMES.get(advice.fit, ""),
        (*advice.told(Outcome.FAIL), *advice.told(Outcome.CORRECTION)),
        tuple(point for point in advice.told(Outcome.HUMAN) if not point.missing),
        advice.told(Outcome.PASS),
        missing,
    )


def _full_name(spec: FieldSpec, word: str) -> str:
    """The longest of the ways to write an option: the name that the guide gives it."""
    option = next(each for each in spec.options if each.word == word)
    return max((option.word, *option.aliases), key=len)


def _field(spec: FieldSpec, values: dict[str, Any], words: FormWords) -> FieldView:
    return single_view(spec, values.get(spec.id), Standing(words=words))


def _tree(guide: CompiledGuide, given: dict[str, Any]) -> dict[str, Any]:
    """The answers in the shape of application.json; columns of a list in one row."""
    tree: dict[str, Any] = {}
    for field_id, value in given.items():
        holder, _, key = field_id.rpartition(".")
        spec = guide.guide.form.by_id.get(holder)
        node = tree
        for group in holder.split("."):
            if spec is not None and group == holder.split(".")[-1]:
                rows = node.setdefault(group, [{}])
                node = rows[0]
            else:
                node = node.setdefault(group, {})
        node[key] = value
    return tree
