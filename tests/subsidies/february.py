"""A facility with a signed month inside Ganzhou's window, made by the verbs of attendance."""

from datetime import date, datetime

from facilities.models import Facility, UniversalRecognition
from facilities.rules.attendance import packed
from facilities.workflow.attendance import record_days, sign_month
from kernel import clock
from regions.scope import nation_scope
from tests.cast import Cast, as_actor
from tests.facilities.nursery import Nursery

FEBRUARY = date(2025, 2, 1)


def filed_nursery(cast: Cast) -> Nursery:
    """A facility that was filed and universal all through the window, with five children in February 2025, of whom
    one came on two days only; the month is signed."""
    nursery = Nursery(cast, registered_on=date(2023, 1, 10))
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=nursery.facility.pk).update(
            state="FILED_VERIFIED", filed_on=date(2023, 2, 1), places=20
        )
        UniversalRecognition.objects.create(
            region_id=nursery.facility.region_id,
            facility=nursery.facility,
            agreement_number="示例普惠〔2023〕1号",
            valid_from=date(2023, 3, 1),
            valid_to=date(2026, 12, 31),
            granted_at=clock.now(),
        )
    with clock.frozen(datetime(2024, 9, 2, 9, tzinfo=clock.ZONE)):
        group = nursery.group(opened_on=date(2023, 3, 1))
        children = nursery.filled(group, 5, since=date(2024, 9, 2), born_on=date(2023, 3, 10))
    open_days = [5, 6, 7, 8, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 24, 25, 26, 27, 28]
    with clock.frozen(datetime(2025, 3, 3, 9, tzinfo=clock.ZONE)), as_actor(nursery.manager):
        days = {child.pk: packed(open_days) for child in children}
        days[children[0].pk] = packed(open_days[:2])
        record_days(by=nursery.manager, facility_id=nursery.facility.pk, month=FEBRUARY, rows=days)
        sign_month(by=nursery.manager, facility_id=nursery.facility.pk, month=FEBRUARY)
    return nursery
