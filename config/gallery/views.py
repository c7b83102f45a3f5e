"""The gallery and its example pages. Sample data only; nothing is read from the database."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public_page
from config.gallery import due, pages, samples
from kernel import clock

_EXPLAINED = {"receipt": due.RECEIPT_WHY, "filing": due.FILING_WHY, "notice": due.NOTICE_WHY}


@public_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states."""
    with clock.frozen(due.TODAY):
        return render(request, "design/gallery.html", _samples())


@public_page
def example(request: HttpRequest, name: str) -> HttpResponse:
    """One example page."""
    if name not in pages.EXAMPLES:
        raise Http404(name)
    with clock.frozen(due.TODAY):
        return render(request, f"design/{name}.html", _samples() | pages.EXAMPLES[name](request))


@public_page
def explanation(request: HttpRequest, name: str) -> HttpResponse:
    """Why a sample date is that date: the fragment that a due chip loads."""
    if name not in _EXPLAINED:
        raise Http404(name)
    with clock.frozen(due.TODAY):
        return render(request, "design/explanation.html", {"why": _EXPLAINED[name]})


@public_page
def clause(request: HttpRequest) -> HttpResponse:
    """A sample clause for the side sheet."""
    return render(request, "design/clause.html")


def _samples() -> dict[str, Any]:
    return {
        "d": due,
        "s": samples,
        "form": samples.SampleForm(initial={"kind": "social"}),
        "faulty": samples.faulty_form(),
    }
