"""What every answer under ``/api/v1/`` has: the language that was asked for, limits, entity tags, and problems as JSON.

Wraps the views of the library, so that nothing that goes wrong anywhere leaves as a page or a traceback.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from traceback import extract_tb
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from xingshen.portal.api import limits
from xingshen.portal.api.problems import MEDIA_TYPE, Problem, answer, of_status

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def enveloped(view: View) -> View:
    """The view with all that."""

    @csrf_exempt
    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = _served(view, request, *args, **kwargs)
            if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
                response = _as_problem(response)
        for name, value in getattr(request, "xs_limit", {}).items():
            response.headers.setdefault(name, value)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return _conditional(request, response)

    return outer


def language_of(request: HttpRequest) -> str:
    """Chinese, unless English is preferred to it."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.startswith("en"):
            return "en"
        if code.startswith("zh"):
            break
    return "zh-hans"


def _served(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        limits.count_address(request)
        return view(request, *args, **kwargs)
    except Problem as problem:
        return answer(problem)
    except RequestDataTooBig:
        return answer(Problem("too_large"))
    except (SuspiciousOperation, UnicodeError):
        return answer(Problem("malformed"))
    except Exception as error:
        route = getattr(request.resolver_match, "route", "")
        log.error("an operation failed: %s %s: %s", request.method, route, _where(error))
        return answer(Problem("failed"))


def _where(error: BaseException) -> str:
    """For the log: the kind of error and where it came from, never what it says, which may be a value."""
    places = [f"{each.filename.rpartition('/')[2]}:{each.lineno}" for each in extract_tb(error.__traceback__)]
    return f"{type(error).__name__} at {' < '.join(reversed(places[-5:]))}"


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    told = answer(of_status(response.status_code))
    if "Allow" in response.headers:
        told.headers["Allow"] = response.headers["Allow"]
    return told


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A tag over what a GET answers, and 304 where the program has it already. Nobody else may keep it."""
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    response.headers["Cache-Control"] = "private, no-cache"
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response
