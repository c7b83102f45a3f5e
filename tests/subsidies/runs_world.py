"""A little country in which every reason of the calculator occurs: for the monthly run and what it is held against."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from facilities.models import (
    AttendanceMonth,
    AttendanceRow,
    Child,
    ClassGroup,
    Enrolment,
    Facility,
    UniversalRecognition,
)
from facilities.rules.attendance import packed
from kernel import clock
from policy.law import Programme
from regions.scope import nation_scope
from subsidies.models import ClaimLine, MonthlyRun, SubsidyClaim
from subsidies.queries.prefill import operating_facts
from subsidies.queries.quoting import stacking_here
from subsidies.queries.runs import parts_of
from subsidies.rules import Quote, compute
from subsidies.rules.facts import paid_by
from subsidies.serializers.claims import read_claim
from tests.cast import JIEFANG_STREET, Cast
from tests.subsidies.attendance import LONG_AGO, signed

MAY, LAST = date(2024, 5, 1), date(2024, 5, 31)
_EDGES = [MAY - timedelta(days=1), MAY, MAY + timedelta(days=9), LAST, LAST + timedelta(days=1)]
_MODES = ["FULL_DAY"] * 4 + ["HALF_DAY"] * 3 + ["HOURLY", "DROP_IN"]


@dataclass
class Country:
    """Facilities with attendance of May 2024, signed in most."""

    facilities: list[Facility]


def country(cast: Cast, *, seed: int = 7, count: int = 7, children: int = 9) -> Country:
    rng = Random(seed)
    facilities = [cast.facility(JIEFANG_STREET, name=f"示例·{n}") for n in range(count)]
    for number, facility in enumerate(facilities):
        rows = [_told(rng, number, n) for n in range(children)]
        signed(facility, [{"month": "2024-05", "service_days": rng.choice([19, 20, 21]), "children": rows}])
    with nation_scope(reason="test set-up"):
        for number, facility in enumerate(facilities):
            _stand(rng, number, facility)
        for enrolment in Enrolment.objects.order_by("id"):
            _enrol(rng, enrolment)
        _share(rng, facilities)
        _tie(facilities)
        _paid(rng, facilities)
        AttendanceMonth.objects.filter(facility=facilities[-1]).update(
            state="OPEN", signed_at=None, signer=""
        )
    return Country(_read(facilities))


def _read(facilities: list[Facility]) -> list[Facility]:
    with nation_scope(reason="test set-up"):
        return [Facility.objects.get(pk=each.pk) for each in facilities]


def _told(rng: Random, number: int, child: int) -> dict[str, Any]:
    grown = [date(2021, 5, 1), date(2021, 5, 2), date(2021, 4, 30), date(2021, 1, 15), date(2020, 2, 29)]
    born = rng.choice([*grown, *[date(2022, 6, 15), date(2023, 3, 3), date(2022, 12, 31)] * 4])
    days = rng.choice([0, 1, 9, 10, 11, 19])
    return {"ref": f"{number}/{child}", "born": born.isoformat(), "attended_days": days}


def _stand(rng: Random, number: int, facility: Facility) -> None:
    """Filed and universal from and until days around the month; some by two recognitions that touch or do not."""
    filed = LONG_AGO if number < 4 else rng.choice(_EDGES)
    ended = None if number < 5 else rng.choice(_EDGES[2:])
    Facility.objects.filter(pk=facility.pk).update(filed_on=filed, ended_on=ended, places=60)
    spans = {
        0: [(LONG_AGO, date(2026, 1, 1), None)],
        1: [(LONG_AGO, date(2024, 5, 9), None), (date(2024, 5, 10), date(2025, 1, 1), None)],
        2: [(LONG_AGO, date(2024, 5, 9), None), (date(2024, 5, 11), date(2025, 1, 1), None)],
        3: [(MAY, date(2025, 1, 1), LAST + timedelta(days=1))],
        4: [(LONG_AGO, date(2025, 1, 1), rng.choice(_EDGES))],
    }.get(number, [(rng.choice(_EDGES), date(2025, 1, 1), None)])
    for start, end, withdrawn in spans:
        UniversalRecognition.objects.create(
            region_id=facility.region_id, facility=facility, agreement_number="示例", valid_from=start, valid_to=end,
            withdrawn_from=withdrawn, withdrawal_reason="示例" if withdrawn else "", granted_at=clock.now(),
        )  # fmt: skip


def _enrol(rng: Random, row: Enrolment) -> None:
    """Other contracts, ends inside the month, a class moved, some not enrolled in the month at all."""
    row.care_mode = rng.choice(_MODES)
    row.starts_on = rng.choice([row.starts_on, max(row.starts_on, rng.choice(_EDGES))])
    row.ends_on = rng.choice([None, None, max(row.starts_on, rng.choice(_EDGES))])
    row.save()
    if row.ends_on is not None and row.ends_on < LAST and rng.random() < 0.5:
        Enrolment.objects.create(
            region_id=row.region_id, facility_id=row.facility_id, child_id=row.child_id,
            class_group_id=row.class_group_id, care_mode=rng.choice(_MODES),
            starts_on=row.ends_on + timedelta(days=rng.choice([1, 3])),
        )  # fmt: skip


def _share(rng: Random, facilities: list[Facility]) -> None:
    """Some children are counted by two facilities, one of them not yet signed."""
    for first, second, start in ((0, 1, 0), (3, 4, 0), (0, -1, 6), (2, 5, 3)):
        pair = facilities[first], facilities[second]
        mine = list(Child.objects.filter(facility=pair[0]).order_by("id")[start : start + 6])
        others = list(Child.objects.filter(facility=pair[1]).order_by("id")[start : start + 6])
        for one, other in zip(mine, others, strict=False):
            other.number_digest = one.number_digest
            other.save(update_fields=["number_digest"])


def _tie(facilities: list[Facility]) -> None:
    """Two children came on as many days to each of two facilities."""
    pair = [Child.objects.filter(facility=each).order_by("id")[:2] for each in facilities[:2]]
    for one, other in zip(*pair, strict=True):
        for child in (one, other):
            Child.objects.filter(pk=child.pk).update(
                born_on=date(2022, 6, 15), number_digest=one.number_digest
            )
            Enrolment.objects.filter(child=child).delete()
            _enrolled_all_along(child)
            AttendanceRow.objects.filter(child=child).update(days=packed(range(1, 16)))


def _enrolled_all_along(child: Child) -> None:
    group = ClassGroup.objects.get(facility_id=child.facility_id)
    Enrolment.objects.create(
        region_id=child.region_id, facility_id=child.facility_id, child=child, class_group=group,
        care_mode="FULL_DAY", starts_on=date(2023, 1, 1),
    )  # fmt: skip


def _paid(rng: Random, facilities: list[Facility]) -> None:
    """Another programme pays some of the children already; and a claim that was rejected paid nobody."""
    for facility, state in ((facilities[0], "CHECKING"), (facilities[1], "REJECTED")):
        claim = SubsidyClaim.objects.create(
            region_id=facility.region_id, facility_id=facility.pk, facility_name="示例", programme="JX-OPERATING-FLOOR",
            subject="2024-05", facts={}, state=state, created_at=clock.now(),
        )  # fmt: skip
        for child in Child.objects.filter(facility=facility).order_by("-id")[:3]:
            ClaimLine.objects.create(
                region_id=facility.region_id, facility_id=facility.pk, claim=claim, position=child.pk, ref="x",
                month=MAY, child_digest=child.number_digest, code="OK", amount=1,
            )  # fmt: skip


def waiting_run(region: int) -> MonthlyRun:
    """A run that nobody works on yet; `start_run` would ring a worker, who works at once in the tests."""
    with nation_scope(reason="test set-up"):
        return MonthlyRun.objects.create(
            region_id=region, month=MAY, parts=parts_of(region), started_at=clock.now()
        )


def expected(facility: Facility, term: Programme) -> Quote:
    """What the calculator gives for the facts that a claim of this facility would read."""
    claim = read_claim(term, operating_facts(facility, term, [MAY]))
    return compute([term], claim, stacking_here(facility.region_id, term, paid_by(claim)))
