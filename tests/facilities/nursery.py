"""Children for tests: valid documents, a facility with classes, and the verbs in one line each."""

from datetime import date
from itertools import count
from typing import Any

from accounts.actors import Actor
from facilities.models import Child, ClassGroup, Enrolment, Facility
from facilities.rules.identity import ChildFacts
from facilities.workflow.children import add_child, record_health_check
from facilities.workflow.classes import open_class
from facilities.workflow.enrolling import enrol
from kernel import clock
from kernel.id_numbers import id_check_digit
from tests.cast import Cast, as_actor

_serial = count(1)


def id_number(born_on: date, serial: int | None = None, *, place: str = "360702") -> str:
    """A valid identity number; each call another one. Even serials are girls'."""
    body = f"{place}{born_on:%Y%m%d}{(serial if serial is not None else next(_serial)) % 1000:03d}"
    return body + id_check_digit(body)


def facts(born_on: date = date(2024, 9, 10), **given: Any) -> ChildFacts:
    """A child of twenty months on the day of the tests."""
    values: dict[str, Any] = {
        "name": "示例·小豆",
        "id_kind": "RESIDENT_ID",
        "id_number": id_number(born_on),
        "guardian_name": "示例·家长",
        "guardian_phone": "13800001234",
        "consented_on": clock.today(),
    }
    return ChildFacts(**(values | given))


class Nursery:
    """A facility of the cast with its manager and one class of each kind that is asked for."""

    def __init__(self, cast: Cast, *, region: int | None = None, **given: Any) -> None:
        place = {} if region is None else {"region": region}
        self.facility: Facility = cast.facility(**place, **given)
        self.manager: Actor = cast.operator(self.facility)

    def group(self, kind: str = "TODDLER", places: int = 15, **given: Any) -> ClassGroup:
        with as_actor(self.manager):
            row = open_class(
                by=self.manager,
                facility_id=self.facility.pk,
                kind=kind,
                name=given.pop("name", f"{kind} {next(_serial)}"),
                places=places,
                opened_on=given.pop("opened_on", date(2025, 1, 1)),
                **given,
            )
        return row

    def child(self, born_on: date = date(2024, 9, 10), *, entered: date | None = None, **given: Any) -> Child:
        """A recorded child; `entered` is the day of a passed entry check."""
        with as_actor(self.manager):
            row = add_child(by=self.manager, facility_id=self.facility.pk, facts=facts(born_on, **given))
            if entered is not None:
                record_health_check(
                    by=self.manager, child_id=row.pk, kind="ENTRY", done_on=entered, passed=True, vaccinations_seen=True
                )  # fmt: skip
        return row

    def enrolled(
        self, child: Child, group: ClassGroup, since: date = date(2026, 3, 2), **given: Any
    ) -> Enrolment:
        with as_actor(self.manager):
            return enrol(by=self.manager, child_id=child.pk, class_id=group.pk, starts_on=since, **given)

    def filled(
        self, group: ClassGroup, number: int, *, since: date = date(2026, 3, 2), **given: Any
    ) -> list[Child]:
        """So many children with a passed entry check in a class."""
        found = []
        for _n in range(number):
            child = self.child(entered=since, **given)
            self.enrolled(child, group, since)
            found.append(child)
        return found
