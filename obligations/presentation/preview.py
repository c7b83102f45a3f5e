"""The page of what a proposed arrangement would move: old and new date of everybody it touches, and the numbers by region."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from obligations.presentation.effects import MovedLine
from obligations.queries.effects import Move
from obligations.queries.preview import RegionCount, Trial, preview_counts, preview_page
from obligations.queries.subjects import PreviewRow, previewed
from obligations.subjects import subjects_of
from obligations.wording import words_of
from policy.models import Proposal
from regions.queries import name


def counts_context(actor: Actor, proposal: Proposal) -> dict[str, Any]:
    """The numbers alone: for the page of the proposal."""
    trial = Trial.of(proposal.content)
    regions = preview_counts(trial, actor.region_id)
    return {
        "proposal": proposal,
        "since": trial.since,
        "regions": [(name(each.region_id), each) for each in regions],
        "total": _sum(regions),
    }


def preview_context(actor: Actor, proposal: Proposal, query: Mapping[str, str]) -> dict[str, Any]:
    """The numbers and one page of the dates."""
    trial = Trial.of(proposal.content)
    found = preview_page(trial, query)
    here = reverse("obligations:proposal-effects", args=[proposal.pk])
    return {
        **counts_context(actor, proposal),
        "lines": _lines(found.rows),
        "next_url": f"{here}?{urlencode({'after': found.next})}" if found.next else "",
        "previous_url": f"{here}?{urlencode({'before': found.previous})}" if found.previous else "",
    }


def _sum(regions: list[RegionCount]) -> RegionCount:
    columns = ("total", "facilities", "later", "earlier", "firm", "kept")
    return RegionCount(0, *(sum(getattr(each, column) for each in regions) for column in columns))


def _lines(moves: list[Move]) -> list[MovedLine]:
    rows = previewed([move.id for move in moves])
    unnamed = subjects_of([row for row in rows.values() if row.facility_name is None])
    return [_line(move, rows[move.id], unnamed) for move in moves if move.id in rows]


def _line(move: Move, row: PreviewRow, unnamed: Mapping[tuple[str, int], Any]) -> MovedLine:
    subject = unnamed.get((row.subject_type, row.subject_id))
    return MovedLine(
        move.id,
        words_of(row.rule).do,
        row.facility_name or (subject.name if subject else ""),
        move.was,
        move.due_on,
        move.fresh,
        row.owner_name or _("Facility"),
    )
