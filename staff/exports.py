"""Lists of staff as spreadsheets. Numbers and telephones are masked; taking a list out is recorded."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from facilities.models import Facility
from kernel import clock
from staff.enums import ProofKind
from staff.presentation.people import line_of
from staff.queries.people import people_at_work
from staff.queries.watching import running_out


def staff_of(actor: Actor, facility: Facility) -> FileResponse:
    """Everybody at work in a facility, with what each lacks."""
    columns = [
        Column(_("Name"), 16), Column(_("Number of the document"), 22), Column(_("Telephone"), 16),
        Column(_("Role"), 24), Column(_("Class"), 16), Column(_("State"), 14), Column(_("Lacks"), 60),
    ]  # fmt: skip
    name, filters = _("Staff %(day)s") % {"day": clock.today()}, {"facility": str(facility.pk)}
    return export_response(
        by=actor, what="staff", name=name, columns=columns, rows=_people(facility), filters=filters,
        region=facility.region_id,
    )  # fmt: skip


def _people(facility: Facility) -> Iterator[list[Any]]:
    today = clock.today()
    for member in people_at_work(facility.pk, today):
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
    today = clock.today()
    columns = [
        Column(_("Facility"), 34), Column(_("Name"), 16), Column(_("Kind of proof"), 26), Column(_("Issued on"), 12),
        Column(_("Valid until"), 12),
    ]  # fmt: skip

    def rows() -> Iterator[list[Any]]:
        for row in running_out(today, days=days, kind=kind).order_by("valid_to", "id").iterator():
            label = ProofKind(row.kind).label
            yield [row.facility.name, row.member.name, label, row.issued_on, row.valid_to]

    name, filters = _("Proofs %(day)s") % {"day": today}, {"days": str(days), "kind": kind}
    return export_response(by=actor, what="proofs", name=name, columns=columns, rows=rows(), filters=filters)
