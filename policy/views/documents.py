"""The texts, their paragraphs, and the clauses in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public_page
from kernel import clock
from policy import queries
from policy.presentation import texts
from policy.presentation.citing import citing_documents
from policy.presentation.clause_page import clause_page


@public_page
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Every text: those whose words are held here, and those that are only cited."""
    held, cited = texts.listed()
    return render(request, "policy/documents.html", {"held": held, "cited": cited})


@public_page
@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """A text paragraph by paragraph, or, where its words are not held, what cites it."""
    found = queries.document(code)
    if found is None or found.kind == "internal":
        raise Http404(code)
    context = {
        "document": found,
        "badges": texts.badges_of(found),
        "paragraphs": texts.paragraphs(code),
        "values": texts.cited(citing_documents().get(code, []), clock.today()),
    }
    return render(request, "policy/document.html", context)


@public_page
@require_safe
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause with the words of its document around it, and what follows from it."""
    found = queries.clause(clause_id)
    if found is None:
        raise Http404(clause_id)
    return render(request, "policy/clause.html", {"page": clause_page(found, clock.today())})
