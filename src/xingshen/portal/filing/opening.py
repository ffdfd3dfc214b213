"""One filing for one request: fetched and allowed or not; and the words in which stages and refusals are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xingshen.dossier.form_spec import FormSchema
from xingshen.guide.form_words import FormWords
from xingshen.portal.access import actor_of, demand
from xingshen.portal.telling import call_title, form_words, tell
from xingshen.portal.ui.showing import STAGE_LOOKS
from xingshen.review.filing import Refusal
from xingshen.review.filing_events import Stage
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Predicate
from xingshen.review.windows import Window, Windows
from xingshen.rules.compiled import CompiledGuide
from xingshen.store.calls import guides
from xingshen.store.filing import filings

_WORDS: dict[Stage, Promise] = {
    Stage.DRAFT: _("填写中"),
    Stage.AT_UNIT: _("待单位审核"),
    Stage.AT_DEPARTMENT: _("待归口推荐"),
    Stage.ACCEPTED: _("已受理"),
    Stage.IN_CORRECTION: _("待补正"),
    Stage.RETURNED: _("退回修改"),
    Stage.WITHDRAWN: _("已撤回"),
}
STAGES: dict[Stage, tuple[Promise, str]] = {stage: (word, STAGE_LOOKS[stage]) for stage, word in _WORDS.items()}
"""Word and look of each stage."""


@dataclass(frozen=True)
class Filing:
    """A filing that the person of this request may open."""

    application: Any
    parties: Parties
    windows: Windows

    @cached_property
    def guide(self) -> CompiledGuide:
        """The guide of its call in the language of the page. Raises guides.GuideUnavailable."""
        return guides.of_call(self.application.call, get_language() or "")

    @property
    def schema(self) -> FormSchema:
        """The form."""
        return self.guide.guide.form

    @property
    def words(self) -> FormWords:
        """What the parts of the form are called in the language of the page."""
        return form_words(self.guide)

    def reason(self, sentence: str) -> str:
        """Why something stops a submission, by the sentence of the guide."""
        english = self.words.english
        return english.reason(sentence) if english else sentence

    def context(self) -> dict[str, Any]:
        """What every page of it shows."""
        call = self.application.call
        word, look = STAGES[self.parties.stage]
        return {
            "application": self.application,
            "call": call,
            "call_name": call_title(call),
            "call_url": address_of("public:call", call.slug),
            "guide_url": address_of("public:guide", call.slug),
            "stage_word": word,
            "stage_look": look,
        }


def open_filing(request: HttpRequest, application_id: int, right: Predicate[Parties]) -> Filing:
    """The filing, where this person has ``right``. Http404, PermissionDenied."""
    try:
        application = filings.get(application_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    parties = filings.parties(application)
    demand(right(actor_of(request), parties))
    return Filing(application, parties, filings.windows_of(application.call, application.unit_id))


def told(refusal: Refusal) -> str:
    """The sentence of a refusal in the reader's language."""
    return tell(refusal.reason)


def deadline_of(window: Window | None, now: datetime) -> datetime | None:
    """The end of a window that is open now."""
    return window.ends if window is not None and window.is_open(now) else None


def address_of(name: str, *args: Any) -> str:
    """The address of a page of another audience; empty where this installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
