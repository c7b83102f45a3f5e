"""Lists of staff as spreadsheets. Numbers and telephones are masked; taking a list out is recorded."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets import Column, workbook_response
from facilities.models import Facility
from kernel import clock
from staff.enums import ProofKind
from staff.presentation.people import line_of
from staff.queries.people import people_of, with_everything
from staff.queries.watching import running_out


def staff_of(actor: Actor, facility: Facility) -> FileResponse:
    """Everybody at work in a facility, with what each lacks."""
    numbers, today = count(), clock.today()
    columns = [
        Column(_("Name"), 16), Column(_("Number of the document"), 22), Column(_("Telephone"), 16),
        Column(_("Role"), 24), Column(_("Class"), 16), Column(_("State"), 14), Column(_("Lacks"), 60),
    ]  # fmt: skip
    response = workbook_response(_("Staff %(day)s") % {"day": today}, columns, _people(facility, numbers))
    record_export(
        by=actor,
        what="staff",
        region=facility.region_id,
        filters={"facility": str(facility.pk)},
        rows=next(numbers),
    )
    return response


def _people(facility: Facility, numbers: Iterator[int]) -> Iterator[list[Any]]:
    today = clock.today()
    for member in with_everything(people_of(facility.pk, today)).order_by("name", "id"):
        next(numbers)
        line = line_of(member, today)
        lacks = "；".join(
            f"{need.name}：{need.badge.label} {need.until or ''}".strip() for need in line.lacks
        )
        yield [
            member.name,
            str(member.id_number),
            str(member.phone),
            line.roles,
            line.class_name,
            line.badge.label,
            lacks,
        ]


def proofs_running_out(actor: Actor, *, days: int, kind: str) -> FileResponse:
    """The proofs of the officer's place that run out, with facility and person."""
    numbers, today = count(), clock.today()
    columns = [
        Column(_("Facility"), 34), Column(_("Name"), 16), Column(_("Kind of proof"), 26), Column(_("Issued on"), 12),
        Column(_("Valid until"), 12),
    ]  # fmt: skip

    def rows() -> Iterator[list[Any]]:
        for row in running_out(today, days=days, kind=kind).order_by("valid_to", "id").iterator():
            next(numbers)
            label = ProofKind(row.kind).label
            yield [row.facility.name, row.member.name, label, row.issued_on, row.valid_to]

    response = workbook_response(_("Proofs %(day)s") % {"day": today}, columns, rows())
    filters = {"days": str(days), "kind": kind}
    record_export(by=actor, what="proofs", region=actor.region_id, filters=filters, rows=next(numbers))
    return response
