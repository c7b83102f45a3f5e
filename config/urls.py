"""Where each app's pages begin. Every pattern is classified by accounts.access; an unclassified one fails the build."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from accounts.access import public_page
from accounts.views.signing import home
from config.law_sheet import law_sheet


@public_page
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about the data."""
    return HttpResponse("ok", content_type="text/plain")


handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz/", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("policy/export/", law_sheet, name="law-export"),
    # the most visited first: patterns are tried in turn
    path("", include("obligations.urls")),
    path("", include("facilities.urls")),
    path("", include("registration.urls")),
    path("", include("accounts.urls")),
    path("", include("messaging.urls")),
    path("", include("policy.urls")),
    path("", include("documents.urls")),
    path("", include("staff.urls")),
    path("", include("inspections.urls")),
    path("", include("subsidies.urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("facilities.urls.public")),
    path("operator/", include("registration.urls.operator")),
    path("manage/jobs/", include("reporting.jobs.urls")),
    path("dashboard/", include("reporting.figures.urls")),
    path("reports/", include("reporting.reports.urls")),
    path("audit/", include("reporting.trail.urls")),
    path("help/", include("config.help.urls")),
]

if settings.SHOW_GALLERY:
    urlpatterns.append(path("design/", include("config.gallery.urls")))
