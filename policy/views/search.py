"""Searching the law."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public_page
from kernel import clock
from policy.law_forms import cleaned
from policy.presentation.hits import search as found_in_law


@public_page
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Clauses, texts and values with the words of ?q=."""
    text = cleaned(request.GET.get("q", ""))
    found = found_in_law(text, request.GET.get("more", ""), clock.today())
    return render(request, "policy/search.html", {"found": found})
