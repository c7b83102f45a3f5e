"""The officer's lists of the facility's life as spreadsheets: recognitions, double enrolments, jumps, growth stations.

A child's name is masked; taking a list out is recorded.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from facilities.enums import StationWorks
from facilities.presentation.care.recognition import badge_of
from facilities.presentation.care.stations import state_badge
from facilities.queries.recognition import recognition_rows
from facilities.queries.stations import station_rows
from facilities.queries.supervising import double_rows, jump_rows, other_sides
from kernel import clock
from regions.queries import full_name

#: How many double enrolments are compared with their other side in one statement.
_PORTION = 500


def recognitions(actor: Actor, state: str) -> FileResponse:
    """Which facilities are or were universal, with their agreement. `state` as in `recognition_rows`."""
    today = clock.today()
    columns = [
        Column(_("Facility"), 34), Column(_("Division"), 30), Column(_("State"), 16), Column(_("Agreement"), 26),
        Column(_("From"), 12), Column(_("To"), 12), Column(_("Reason of the withdrawal"), 40),
    ]  # fmt: skip
    rows = (
        [
            row.facility.name, full_name(row.region_id), str(badge_of(row, today).label), row.agreement_number,
            row.valid_from, row.withdrawn_from or row.valid_to, row.withdrawal_reason,
        ]
        for row in recognition_rows(state, today).iterator()
    )  # fmt: skip
    return _list(
        actor, columns, rows, what="recognitions", title=_("Universal facilities"), filters={"state": state}
    )


def doubles(actor: Actor) -> FileResponse:
    """Children that are enrolled in two places; of a place outside the officer's own only the authority."""
    columns = [
        Column(_("The child"), 14), Column(_("Facility"), 34), Column(_("Division"), 30),
        Column(_("Also enrolled at"), 34), Column(_("From"), 12), Column(_("To"), 12), Column(_("Found on"), 12),
    ]  # fmt: skip
    return _list(
        actor, columns, _double_values(), what="doubles", title=_("One child in two places"), filters={}
    )


def _double_values() -> Iterator[list[Any]]:
    found = double_rows(clock.today()).iterator()
    while portion := list(islice(found, _PORTION)):
        sides = other_sides(portion)
        for row in portion:
            other = sides[row.child_id]
            elsewhere = _("a facility of another place; contact %(authority)s")
            where = other.name or elsewhere % {"authority": other.authority}
            place = full_name(row.region_id)
            yield [
                str(row.child.name), row.facility.name, place, where, row.starts_on, row.ends_on, row.found_on,
            ]  # fmt: skip


def jumps(actor: Actor) -> FileResponse:
    """Signed months whose headcount jumped."""
    columns = [
        Column(_("Facility"), 34), Column(_("Division"), 30), Column(_("Month"), 10), Column(_("Before"), 10),
        Column(_("Children"), 10), Column(_("Difference"), 10),
    ]  # fmt: skip
    rows = (
        [
            row.facility.name, full_name(row.region_id), f"{row.month:%Y-%m}", row.children_before, row.children,
            row.children - row.children_before,
        ]
        for row in jump_rows().iterator()
    )  # fmt: skip
    return _list(actor, columns, rows, what="headcount", title=_("Jumps in headcount"), filters={})


def stations(actor: Actor, state: str) -> FileResponse:
    """Growth stations of the place, of one state or all."""
    columns = [
        Column(_("Station"), 34), Column(_("Division"), 30), Column(_("Address"), 34), Column(_("Works"), 14),
        Column(_("Area in m²"), 12), Column(_("State"), 18), Column(_("Built on"), 12), Column(_("Accepted on"), 12),
    ]  # fmt: skip
    rows = (
        [
            row.name, full_name(row.region_id), row.address, StationWorks(row.works).label, row.area,
            str(state_badge(row.state).label), row.built_on, row.accepted_on,
        ]
        for row in station_rows(state).iterator()
    )  # fmt: skip
    return _list(actor, columns, rows, what="stations", title=_("Growth stations"), filters={"state": state})


def _list(
    actor: Actor,
    columns: list[Column],
    rows: Iterable[list[Any]],
    *,
    what: str,
    title: str,
    filters: dict[str, str],
) -> FileResponse:
    name = f"{title} {clock.today()}"
    return export_response(by=actor, what=what, name=name, columns=columns, rows=rows, filters=filters)
