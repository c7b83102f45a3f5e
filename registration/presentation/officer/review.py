"""Everything the review page of one filing shows."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.presentation import kind_name
from kernel import clock
from registration.enums import FilingState
from registration.facts import places
from registration.models import Filing
from registration.presentation.officer.answers import form_of
from registration.presentation.officer.bar import bar_of, flagged
from registration.presentation.officer.clocks import clock_pair, earlier_rounds
from registration.presentation.officer.materials import folded_of, items_of, rules_of, tally
from registration.presentation.officer.process import across, full
from registration.presentation.officer.viewer import comparison, document_of, first_open, push_note
from registration.presentation.officer.words import KINDS, PHRASES
from registration.presentation.states import FILING
from registration.queries.filings import neighbours
from registration.queries.review import Review, review_of
from registration.workflow.drafting import WITH_MATERIALS
from registration.workflow.reviewing import additions


def head_of(filing: Filing) -> dict[str, Any]:
    """What stands above every page about one filing."""
    return {
        "filing": filing,
        "facility": filing.facility,
        "badge": FILING[filing.state],
        "kind": KINDS[filing.kind],
        "entity": kind_name(filing.facility.entity_kind),
        "classes": len(filing.form.get("classes") or {}),
        "places": places(filing.form),
        "here": reverse("registration:filing", args=[filing.pk]),
    }


def review_context(filing: Filing, actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The whole page; `query` says which material is open on the left (`view`, `file`)."""
    review = review_of(filing)
    items = items_of(filing, review.materials, current=query.get("view", ""))
    code = query.get("view") or first_open(items)
    items = items_of(filing, review.materials, current=code)
    previous, following = neighbours(filing)
    return {
        **head_of(filing),
        **verdict_context(review, actor, items),
        "with_materials": filing.kind in WITH_MATERIALS,
        "clocks": clock_pair(review),
        "rounds": earlier_rounds(review),
        "document": document_of(items, review.materials, code, query.get("file", "")),
        "answers": form_of(filing),
        "head_link": head_link(review),
        "items": items,
        "folded": folded_of(filing, review.materials) if filing.kind in WITH_MATERIALS else [],
        "compared": comparison(filing, review.registration),
        "push_note": push_note(review.registration),
        "story": across(review),
        "record_count": len(review.events),
        "review": review,
        "previous": previous,
        "following": following,
    }


def head_link(review: Review) -> tuple[str, str]:
    """What the list of people says about the head that the filing names, and where to read on."""
    if not review.filing.form.get("head_name"):
        return "", ""
    if len(review.heads) == 1:
        return _("The head is on the list of people"), reverse("staff:person", args=[review.heads[0].pk])
    if review.heads:
        words = _("Several people of this name are on the list as head: compare them with their documents.")
    else:
        words = _(
            "Nobody of this name is on the list of people as head. A ban is met by number and name together, and the "
            "filing form asks no number (N25 art. 8): have the head added to the list."
        )
    return words, reverse("facilities:facility", args=[review.filing.facility_id]) + "?tab=staff"


def verdict_context(review: Review, actor: Actor, items: list[Any]) -> dict[str, Any]:
    """What changes with every verdict: the bar, the tally, the dialogs, the version that the next one must name."""
    counted = tally(items)
    filing = review.filing
    asked = flagged(review.materials)
    return {
        "bar": bar_of(filing, actor, counted),
        "tally": counted,
        "may_check": filing.state == FilingState.SUBMITTED
        and bool(decide(actor, Action.FILING_REVIEW, filing)),
        "asked": [
            (rules_of(filing)[row.code].name, row.reason) for row in asked if row.code in rules_of(filing)
        ],
        "additions": [rules_of(filing)[code].name for code in additions(filing, asked)],
        "phrases": PHRASES,
        "seen": clock.now().isoformat(),
    }


def record_context(filing: Filing) -> dict[str, Any]:
    """The full record of a filing."""
    return {**head_of(filing), "events": full(review_of(filing))}
