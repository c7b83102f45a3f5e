"""Files of a report as the tests ask for them, and what they look at afterwards."""

from datetime import timedelta
from pathlib import Path

from django.db.models.functions import Now

from audit.models import AuditEvent
from kernel import clock
from messaging.models import Message
from regions.scope import nation_scope
from reporting.models import Report, ReportEdition, ReportPrint
from reporting.reports.content import digest_of
from reporting.reports.workflow import ask_print, download_print
from tests.cast import Cast, as_actor
from tests.reporting.papers import reports


def hand_in(row: Report, number: int = 1, **changes: object) -> ReportEdition:
    content = reports.annual(**{"signed_on": "", **changes}).as_json()
    return ReportEdition.objects.create(
        region_id=row.region_id, report=row, number=number, content=content, digest=digest_of(content), made_at=clock.now()
    )  # fmt: skip


def asked(cast: Cast, report: Report, form: str = "XLSX", edition: int = 1) -> ReportPrint:
    with as_actor(cast.officer):
        return ask_print(by=cast.officer, report_id=report.pk, form=form, edition=edition)


def now(row: ReportPrint) -> ReportPrint:
    with nation_scope(reason="look at the queue"):
        return ReportPrint.objects.get(pk=row.pk)


def change(row: ReportPrint, **values: object) -> None:
    with nation_scope(reason="time passes"):
        ReportPrint.objects.filter(pk=row.pk).update(**values)


def let_leases_run_out() -> None:
    with nation_scope(reason="time passes"):
        ReportPrint.objects.filter(lease_until__isnull=False).update(lease_until=Now() - timedelta(seconds=1))


def events(name: str) -> int:
    with nation_scope(reason="look at the trail"):
        return AuditEvent.objects.filter(event=f"report.{name}").count()


def told() -> list[tuple[int, str]]:
    with nation_scope(reason="look at the messages"):
        rows = Message.objects.filter(event="print_through", channel="NOTICE").order_by("id")
        return [(row.user_id, row.facts["state"]) for row in rows]


def taken(cast: Cast, row: ReportPrint) -> bytes:
    with as_actor(cast.officer):
        return download_print(by=cast.officer, print_id=row.pk)[1]


def stored_files(store: Path) -> int:
    return sum(path.is_file() for path in (store / "store").rglob("*"))
