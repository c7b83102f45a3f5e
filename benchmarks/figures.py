"""What the figures are counted from, for facilities of national size: and the sums of every division over it."""

import time
from datetime import date

from django.db import connection

from benchmarks.duties import DAY, fill_done, fill_duties
from benchmarks.inspections import fill_visits
from benchmarks.national import OPEN_DUTIES, fill_phases, gather_statistics
from benchmarks.nursery import fill_carers, fill_children, fill_recognitions
from kernel import clock
from regions.owner import as_owner
from regions.scope import nation_scope
from reporting.figures.queries.behind import Days
from reporting.figures.workflow.folding import rebuild
from reporting.models import RegionFigure

#: The period of the dashboards: the year until the day of the benchmark.
YEAR = Days(date(DAY.year, 1, 1), DAY)
_BREACHES = """
INSERT INTO facilities_breach (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, found_on, seen_on)
SELECT region_id, id, 'R-RATIO-2', '', 0, 'BLOCK', '{}', date '2026-10-01', date '2026-11-09' FROM facilities_facility WHERE id % 9 = 0
"""


def fill_figures(duties: int = OPEN_DUTIES) -> None:
    """Children, caregivers, recognitions, duties, visits, findings and breaches of every facility, and the sums over them; once."""
    with nation_scope(reason="benchmark data"):
        if RegionFigure.objects.exists():
            return

    def owed() -> None:
        fill_duties(duties)

    for step in (
        fill_phases,
        fill_children,
        fill_carers,
        fill_recognitions,
        owed,
        fill_done,
        fill_visits,
        _breaches,
        _sums,
    ):
        start = time.perf_counter()
        step()
        print(f"{step.__name__.strip('_')}: {time.perf_counter() - start:.1f} s")


def _breaches() -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_BREACHES)


def _sums() -> None:
    """Filling left a note of every row; what follows counts everything at once."""
    forget_touches()
    with clock.frozen(DAY):
        rebuild()
    gather_statistics()


def forget_touches() -> None:
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("TRUNCATE reporting_figuretouch")
