"""Pages for requests that cannot be answered: what happened, what is safe, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import open_to_all


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason that the policy gave."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


@open_to_all
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


@open_to_all
def server_error(request: HttpRequest) -> HttpResponse:
    """500; the page needs nothing of the request, since anything may be broken."""
    return render(request, "500.html", status=500)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form came without its token, mostly because the session ended."""
    return render(
        request, "403.html", {"reason": "页面已过期，请返回、刷新页面后再提交一次；已保存的内容没有丢失。"}, status=403
    )
