"""Clauses and the documents they stand in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public_page
from policy import queries


@public_page
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause with the words of its document around it."""
    found = queries.clause(clause_id)
    if found is None:
        raise Http404(clause_id)
    passage = queries.passage(found)
    return render(request, "policy/clause.html", {"clause": found, "passage": passage})


@public_page
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The whole text of a local document."""
    text = queries.document_text(code)
    if not text:
        raise Http404(code)
    return render(request, "policy/document.html", {"document": queries.document(code), "paragraphs": text})
