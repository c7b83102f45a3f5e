"""Signed attendance behind the facts of a calculator: what a claim by month reads, made without the verbs of each day."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

from facilities.models import (
    AttendanceMonth,
    AttendanceRow,
    Child,
    ClassGroup,
    Enrolment,
    Facility,
    HealthCheck,
    UniversalRecognition,
)
from facilities.queries.children import number_digest
from facilities.rules.attendance import packed
from kernel import clock
from regions.scope import nation_scope
from tests.facilities.nursery import facts as child_facts

_serial = count(1)
LONG_AGO, _FAR = date(2020, 1, 1), date(2099, 12, 31)


def always_recognised(facility: Facility, *, places: int = 60) -> None:
    """Filed and universal on every day that counts."""
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=facility.pk).update(filed_on=LONG_AGO, places=places)
        if not UniversalRecognition.objects.filter(facility=facility).exists():
            UniversalRecognition.objects.create(
                region_id=facility.region_id, facility=facility, agreement_number="示例普惠〔2020〕1号",
                valid_from=LONG_AGO, valid_to=_FAR, granted_at=clock.now(),
            )  # fmt: skip


def signed(facility: Facility, months: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Sheets of the months as the facts say, signed; ref of a child → its id. What stands already stays."""
    with nation_scope(reason="test set-up"):
        known: dict[str, int] = {}
        for month in months:
            first = date.fromisoformat(f"{month['month']}-01")
            if not AttendanceMonth.objects.filter(facility=facility, month=first).exists():
                sheet = _sheet(facility, first, month["service_days"])
                for told in month["children"]:
                    _attended(facility, sheet, told, known)
        return known


def _sheet(facility: Facility, first: date, service_days: int) -> AttendanceMonth:
    found: AttendanceMonth = AttendanceMonth.objects.create(
        region_id=facility.region_id, facility=facility, month=first, state="SIGNED", signer="示例",
        service_days=packed(range(1, service_days + 1)), signed_at=clock.now(),
    )  # fmt: skip
    return found


def _attended(
    facility: Facility, sheet: AttendanceMonth, told: Mapping[str, Any], known: dict[str, int]
) -> None:
    born = date.fromisoformat(told["born"])
    number = f"T{next(_serial):09d}"
    if told["ref"] not in known:
        known[told["ref"]] = _child(facility, born, number).pk
    _came(facility, sheet, known[told["ref"]], told["attended_days"])
    if days := told.get("elsewhere_attended_days"):
        other = Facility.objects.exclude(pk=facility.pk).order_by("id").first()
        assert other is not None, "a second facility is needed"
        there = AttendanceMonth.objects.filter(facility=other, month=sheet.month).first()
        _came(other, there or _sheet(other, sheet.month, 31), _child(other, born, number).pk, days)


def _child(facility: Facility, born: date, number: str) -> Child:
    told = child_facts(born, id_kind="BIRTH_CERTIFICATE", id_number=number)
    child = Child.objects.create(
        region_id=facility.region_id, facility=facility, created_at=clock.now(), name=told.name,
        born_on=born, id_kind=told.id_kind, id_number=number, guardian_name=told.guardian_name,
        guardian_phone=told.guardian_phone, consented_on=born, name_digest=b"n" * 32,
        number_digest=number_digest(told.id_kind, number),
    )  # fmt: skip
    group, _made = ClassGroup.objects.get_or_create(
        region_id=facility.region_id, facility=facility, kind="SENIOR", name="示例班", places=60,
        care_mode="FULL_DAY", opened_on=LONG_AGO,
    )  # fmt: skip
    Enrolment.objects.create(
        region_id=facility.region_id, facility=facility, child=child, class_group=group,
        care_mode="FULL_DAY", starts_on=born,
    )  # fmt: skip
    HealthCheck.objects.create(
        region_id=facility.region_id, facility=facility, child=child, kind="ENTRY", done_on=born, passed=True,
        vaccinations_seen=True,
    )  # fmt: skip
    return child


def _came(facility: Facility, sheet: AttendanceMonth, child_id: int, days: int) -> None:
    AttendanceRow.objects.create(
        region_id=facility.region_id, facility=facility, sheet=sheet, child_id=child_id,
        days=packed(range(1, days + 1)),
    )  # fmt: skip
