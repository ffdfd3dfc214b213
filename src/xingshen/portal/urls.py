"""All addresses. Each audience has its own ``urls``; routes of libraries are those of allauth only."""

from __future__ import annotations

from django.urls import include, path

from xingshen.portal.health import healthy, ready
from xingshen.portal.public.home import home
from xingshen.portal.set_language import set_language

urlpatterns = [
    path("", home, name="home"),
    path("", include("xingshen.portal.public.urls")),
    path("accounts/", include("xingshen.portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("apply/", include("xingshen.portal.applicant.urls")),
    path("filing/", include("xingshen.portal.filing.urls")),
    path("office/", include("xingshen.portal.office.urls")),
    path("desk/", include("xingshen.portal.desk.urls")),
    path("api/", include("xingshen.portal.api.urls")),
    path("ui/", include("xingshen.portal.ui.urls")),
    path("language/", set_language, name="set_language"),
    path("healthz", healthy, name="healthz"),
    path("readyz", ready, name="readyz"),
]

handler400 = "xingshen.portal.ui.errors.bad_request"
handler403 = "xingshen.portal.ui.errors.forbidden"
handler404 = "xingshen.portal.ui.errors.not_found"
handler500 = "xingshen.portal.ui.errors.server_error"
