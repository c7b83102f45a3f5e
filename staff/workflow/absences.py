"""Days on which a person is away, as the facility records them. What an authority orders is not the facility's to end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from kernel import clock
from staff.enums import ORDERED, AbsenceKind
from staff.errors import Refused, WrongState
from staff.models import Absence
from staff.workflow.checks import check_day, check_version, managed_member, on_trail


@transaction.atomic
def record_absence(
    *, by: Actor, member_id: int, kind: str, starts_on: date, ends_on: date | None = None, note: str = ""
) -> Absence:
    """Leave with its last day, or an infectious illness until the person has recovered (CN-S2).

    Raises NotAllowed, Refused (an ordered kind, an end before the start, a leave without an end).
    """
    member = managed_member(by, member_id)
    if kind in ORDERED or kind not in AbsenceKind.values:
        raise Refused(_("Choose leave or illness."), code="KIND", field="kind")
    check_day(starts_on, field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day lies before the first one."), code="ENDS_BEFORE", field="ends_on")
    if kind == AbsenceKind.LEAVE and ends_on is None:
        raise Refused(_("Give the last day of the leave."), code="NO_END", field="ends_on")
    if kind == AbsenceKind.ILLNESS:
        ends_on = None  # the certificate of recovery ends it, not a day that was expected
    row = Absence.objects.create(
        region_id=member.region_id,
        facility_id=member.facility_id,
        member=member,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note.strip(),
    )
    on_trail(by, "staff.away", row, kind=kind, starts_on=str(starts_on), ends_on=str(ends_on or ""))
    return row


@transaction.atomic
def record_return(
    *, by: Actor, absence_id: int, back_on: date, certified: bool = False, version: int | None = None
) -> Absence:
    """The first day back on duty. After an infectious illness only with a certificate of recovery (CN-S2).

    Raises NotAllowed, Stale, Refused, WrongState for a suspension or a block: only the authority ends those.
    """
    member_id = Absence.objects.values_list("member_id", flat=True).get(pk=absence_id)
    managed_member(by, member_id)
    row: Absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence_id)
    check_version(row, version)
    if row.kind in ORDERED:
        raise WrongState(
            _("Only the authority can end this. Contact %(authority)s.") % {"authority": row.authority}
        )
    if row.lifted_on is not None:
        raise WrongState(_("The return is recorded already."))
    if not row.starts_on <= back_on <= clock.today():
        raise Refused(_("Between the first day away and today."), code="BACK_ON", field="back_on")
    if row.kind == AbsenceKind.ILLNESS and not certified:
        raise Refused(
            _("After an infectious illness a certificate of recovery is needed."),
            code="NO_CERTIFICATE",
            field="certified",
        )
    row.lifted_on = back_on
    row.version += 1
    row.save(update_fields=["lifted_on", "version"])
    on_trail(by, "staff.back", row, kind=row.kind, back_on=str(back_on))
    return row
