"""One application for one request: fetched, and allowed or not; and what every page of it shows at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from xingshen.dossier.form_spec import FormSchema
from xingshen.guide.form_words import FormWords
from xingshen.portal.access import actor_of, demand
from xingshen.portal.returned import open_return
from xingshen.portal.telling import call_title, form_words, tell
from xingshen.review.application_policy import ApplicationFacts, may_edit, may_read
from xingshen.review.correction import may_change_field, may_change_paper
from xingshen.review.examination_values import Opened
from xingshen.review.filing_events import STAGE_WORDS, Stage
from xingshen.review.policy import Decision, Predicate
from xingshen.rules.compiled import CompiledGuide
from xingshen.store.applying import applications, awaited, papers
from xingshen.store.applying.answers import Answers
from xingshen.store.calls import calls, guides
from xingshen.store.calls.calls import WindowFacts


@dataclass(frozen=True)
class Own:
    """An application that the person of this request may open, with everything its pages need of it."""

    application: Any
    facts: ApplicationFacts
    guide: CompiledGuide
    answers: Answers
    window: WindowFacts
    editing: Decision

    @property
    def id(self) -> int:
        """Its key."""
        return int(self.application.pk)

    @property
    def schema(self) -> FormSchema:
        """The form."""
        return self.answers.schema

    @property
    def words(self) -> FormWords:
        """What the parts of the form are called in the reader's language."""
        return form_words(self.guide)

    @cached_property
    def papers(self) -> Sequence[Any]:
        """The papers as stored."""
        return list(papers.present(self.id))

    @property
    def awaited(self) -> Any:
        """The correction that is awaited; None: none is."""
        return awaited.of(self.application)

    @property
    def opened(self) -> Opened | None:
        """What may be changed while a correction is awaited; None: everything."""
        return awaited.opened(self.application)

    def may_write(self, path: str) -> bool:
        """Whether this person may change what stands at ``path`` now."""
        return self.editing.allowed and (self.opened is None or may_change_field(self.opened, path))

    def may_change_kind(self, kind: str) -> bool:
        """Whether this person may add, change and remove papers of this kind now."""
        return self.editing.allowed and (self.opened is None or may_change_paper(self.opened, kind))

    def frame(self) -> dict[str, Any]:
        """What the frame of its pages shows: call, stage, deadline, rights, where clauses are explained."""
        call = self.application.call
        stage = Stage(self.application.stage)
        return {
            "application": self.application,
            "call": call,
            "call_name": call_title(call),
            "guide_url": address_of("public:guide", call.slug),
            "window": self.window,
            "deadline": self._deadline(),
            "awaited": self.awaited,
            "stage": stage,
            "stage_word": tell(STAGE_WORDS[stage]),
            "under_way": self.facts.stage not in (Stage.DRAFT, Stage.RETURNED, Stage.WITHDRAWN),
            "editing": self.editing,
            "given_back": open_return(self.id, self.schema, self.words) if stage is Stage.RETURNED else None,
            "status_what": self._status(),
        }

    def _deadline(self) -> Any:
        if self.awaited is not None:
            return self.awaited.due_at
        return self.window.closes_at if self.window.is_open else None

    def _status(self) -> str:
        category = self.guide.words.text(self.application.category)
        parts = [gettext("申报"), call_title(self.application.call), category]
        return " · ".join(part for part in parts if part)


def open_own(request: HttpRequest, application_id: int, right: Predicate[ApplicationFacts] = may_read) -> Own:
    """The application, where this person has ``right``. Http404, PermissionDenied."""
    try:
        application = applications.get(application_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    actor, facts = actor_of(request), applications.facts(application)
    demand(right(actor, facts))
    guide = guides.of_call(application.call, get_language() or "")
    return Own(
        application,
        facts,
        guide,
        Answers(guide.guide.form, application.answers, application.private),
        calls.applicant_window(application.call, application.unit_id),
        may_edit(actor, facts),
    )


def address_of(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page of another audience; empty where this installation has none."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
