"""Document numbers: one series per district, kind and year, without gaps or repeats."""

from django.db import transaction

from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from regions.scope import acting_in
from registration.models import NumberSeries


@transaction.atomic(savepoint=False)
def next_number(*, region: int, series: str) -> tuple[int, int]:
    """The year and the next running number of a series in the district of `region`; locks the series until commit."""
    district, year = ancestor(region, Level.DISTRICT), clock.today().year
    with acting_in(district, reason="a document number is taken from the district's series"):
        NumberSeries.objects.bulk_create(
            [NumberSeries(region_id=district, series=series, year=year)], ignore_conflicts=True
        )
        row = NumberSeries.objects.select_for_update().get(region_id=district, series=series, year=year)
        row.last += 1
        row.save(update_fields=["last"])
    return year, row.last
