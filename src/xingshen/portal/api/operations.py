"""The one object of the library that knows all operations, and how an operation is declared here.

Texts are Chinese message ids; they are told in the reader's language when the description is made (``description``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from xingshen.portal.api import problems
from xingshen.portal.api.caller import CHALLENGE, Bearer
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import ProblemOut
from xingshen.review.api_policy import Scope

Function = TypeVar("Function", bound=Callable[..., Any])
VERSION = "1"
PREFIX = "api/v1/"

api = NinjaAPI(title="xingshen", version=VERSION, docs_url=None, openapi_url=None, urls_namespace="xingshen-api")


def operation(
    method: str, path: str, name: str, *, summary: str, about: str = "", tag: str, scope: Scope | None = None,
    answers: Mapping[int, Any], problems_: tuple[int, ...] = (), extra: Mapping[str, Any] | None = None,
) -> Callable[[Function], Function]:  # fmt: skip
    """Declare an operation: address, name, texts, scope, and what it answers.

    ``problems_``: statuses besides those that every operation may answer (401, 403, 422, 429, 500).
    """
    statuses = sorted({401, 403, 422, 429, 500, *problems_})
    declare = api.api_operation(
        [method], path, auth=Bearer(scope), response={**answers, **dict.fromkeys(statuses, ProblemOut)},
        operation_id=name, url_name=name, summary=summary, description=about or summary, tags=[tag],
        openapi_extra={**(extra or {}), "x-scope": scope.value if scope else ""},
    )  # fmt: skip

    def declared(function: Function) -> Function:
        found: Function = declare(function)
        return found

    return declared


@api.exception_handler(Problem)
def _problem(_: HttpRequest, problem: Problem) -> HttpResponse:
    return problems.answer(problem)


@api.exception_handler(AuthenticationError)
def _unauthorized(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    return problems.answer(Problem("unauthorized", headers=CHALLENGE))


@api.exception_handler(ValidationError)
def _invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.answer(problems.invalid(error.errors))


@api.exception_handler(HttpError)
def _ended(_: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.answer(problems.of_status(error.status_code))


@api.exception_handler(Exception)
def _failed(_: HttpRequest, error: Exception) -> HttpResponse:
    raise error
