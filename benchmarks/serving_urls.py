"""The product's addresses and an empty page that passes the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.access import public_page


@public_page
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, for nobody."""
    return HttpResponse()


urlpatterns = [path("empty/", empty), path("", include("config.urls"))]
