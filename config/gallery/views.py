"""The gallery and its example pages. Sample data only; nothing is read from the database."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.backends.utils import csrf_input

from accounts.access import public_page
from config import jinja
from config.context import page
from config.gallery import due, pages, samples
from kernel import clock

_EXPLAINED = {"receipt": due.RECEIPT_WHY, "filing": due.FILING_WHY, "notice": due.NOTICE_WHY}


@public_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states."""
    with clock.frozen(due.TODAY):
        return _drawn(request, "design/gallery.html", {})


@public_page
def example(request: HttpRequest, name: str) -> HttpResponse:
    """One example page."""
    if name not in pages.EXAMPLES:
        raise Http404(name)
    with clock.frozen(due.TODAY):
        return _drawn(request, f"design/{name}.html", pages.EXAMPLES[name](request))


@public_page
def explanation(request: HttpRequest, name: str) -> HttpResponse:
    """Why a sample date is that date: the fragment that a due chip loads."""
    if name not in _EXPLAINED:
        raise Http404(name)
    with clock.frozen(due.TODAY):
        return _drawn(request, "design/explanation.html", {"why": _EXPLAINED[name]})


@public_page
def clause(request: HttpRequest) -> HttpResponse:
    """A sample clause for the side sheet."""
    return _drawn(request, "design/clause.html", {})


def _drawn(request: HttpRequest, template: str, own: dict[str, Any]) -> HttpResponse:
    """Like render(), but what an example says about actor and navigation stands above what is true of the visitor."""
    context = {
        **page(request),
        "request": request,
        "csrf_token": get_token(request),
        "csrf_input": csrf_input(request),
        "d": due,
        "s": samples,
        "form": samples.SampleForm(initial={"kind": "social"}),
        "faulty": samples.faulty_form(),
        **own,
    }
    return HttpResponse(jinja.pages().get_template(template).render(context))
