"""Clauses and documents, and how a source is shown on a page."""

from django.urls import reverse

from kernel import presentation
from policy.law import NO_TEXT, Clause, Source, Text
from policy.loader import clauses as register
from policy.queries.loaded import current

_KINDS = {"law": "law", "standard": "standard", "promise": "promise", "internal": "internal"}


def clause(clause_id: str) -> Clause | None:
    """A clause of the register, or None."""
    row = register.clauses().get(clause_id)
    if row is None:
        return None
    document = current().document(row["document"])
    return Clause(
        id=row["id"],
        document=row["document"],
        place=row["place"],
        text=row["quote"],
        says=row["says"],
        kind=row["kind"],
        title=document.title if document else NO_TEXT,
        short=document.short if document else NO_TEXT,
    )


def document_text(code: str) -> str:
    """The text of a local document, or an empty string where we do not hold it."""
    return register.document_text(code) if code in register.FILES else ""


def presented(source: Source, term: Text | str = "") -> presentation.Clause:
    """A source as the clause component shows it; with a link where the register holds its words."""
    url = reverse("policy:clause", args=[source.clause]) if source.clause else ""
    return presentation.Clause(source.short, term, url, _KINDS[source.kind])  # type: ignore[arg-type]
