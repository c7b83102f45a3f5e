"""Goal 6: the annual report of a city, a province and the nation, gathered with figures, tables and charts."""

import tracemalloc
from collections.abc import Callable, Iterator

from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.dashboard import _hand, _naive
from benchmarks.duties import DAY
from benchmarks.figures import fill_figures
from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.scopes import scopes
from benchmarks.signed_in import sent_bare
from facilities.models import Facility
from kernel import clock
from regions.scope import Scope, scoped
from reporting.models import Report, ReportEdition, ReportSection
from reporting.reports import law
from reporting.reports.begun import sections_as_begun
from reporting.reports.content import Content, digest_of
from reporting.reports.gathering import content_of

_FORM = "CN-W2"
_SAMPLE = 20


def rows() -> Iterator[Row]:
    fill_figures()
    with clock.frozen(DAY):
        for name in ("city", "province", "nation"):
            yield from _measured(name, scopes()[name])


def _measured(name: str, scope: Scope) -> Iterator[Row]:
    with scoped(scope):
        report = _begun(scope)
        asked, hand = interleaved(_asked(report), _hand(scope), runs=15)
        yield at_most(
            f"6-{name}", f"annual report of the {name}: database time", asked, hand, 1.5, "hand-written SQL"
        )
        with CaptureQueriesContext(connection) as seen:
            content_of(report)
        yield at_most_count(
            f"6-queries-{name}", f"statements of the report of the {name}", len(seen), 6, "statements"
        )
        tracemalloc.start()
        content_of(report)
        grown = tracemalloc.get_traced_memory()[1] // 1024 // 1024
        tracemalloc.stop()
        yield at_most_count(f"6-memory-{name}", f"memory of the report of the {name}", grown, 50, "MiB")
        if name != "nation":
            yield _naively(name, scope, report)
        _kept(report)


def _begun(scope: Scope) -> Report:
    """A report of the place as it begins; no office writes it here."""
    form = law.forms_in(scope.code, DAY)[_FORM]
    row = Report.objects.create(
        region_id=scope.code,
        form=_FORM,
        period=DAY.year,
        facts=law.kept(form),
        counts_from=DAY,
        began_at=clock.now(),
    )
    ReportSection.objects.bulk_create(sections_as_begun(row, form))
    return row


def _asked(report: Report) -> Callable[[], object]:
    """The statements that gathering sends, sent bare."""
    return sent_bare(lambda: content_of(report))


def _naively(name: str, scope: Scope, report: Report) -> Row:
    column = {"city": "city", "province": "province"}[name]
    facilities = Facility.objects.filter(**{column: scope.code})
    number, sample = facilities.count(), list(facilities.order_by("id")[:_SAMPLE])
    ours, naive = interleaved(
        lambda: content_of(report), lambda: [_naive(each) for each in sample], runs=3, warm=1
    )
    naive *= number / len(sample)
    return at_least(
        f"6-naive-{name}",
        f"the whole report of a {name} of {number:,} facilities",
        ours,
        naive,
        300,
        "a loop",
    )


def _kept(report: Report) -> None:
    """An edition stays what it was, whatever the figures say later."""
    content = content_of(report).as_json()
    edition = ReportEdition.objects.create(
        region_id=report.region_id,
        report=report,
        number=1,
        content=content,
        digest=digest_of(content),
        made_at=clock.now(),
    )
    try:
        with transaction.atomic():
            ReportEdition.objects.filter(pk=edition.pk).update(content={})
    except DatabaseError:
        kept = ReportEdition.objects.get(pk=edition.pk)
        assert digest_of(Content.from_json(kept.content).as_json()) == edition.digest
        return
    raise RuntimeError("an edition was changed")
