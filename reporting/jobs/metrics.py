"""How the platform is doing, as Prometheus reads it: numbers of the whole platform, none of a tenant."""

from collections.abc import Iterator
from typing import NamedTuple

from jobs.queries import jobs
from reporting.figures.queries.sums import as_of
from reporting.jobs.backlogs import numbers


class Metric(NamedTuple):
    """`samples`: label text such as job="x", '' without, and the value."""

    name: str
    kind: str
    help: str
    samples: list[tuple[str, float]]


def metrics_text(errors: int) -> str:
    """The exposition format, version 0.0.4. `errors`: requests that ended in a 5xx."""
    return "".join(_written(metric) for metric in _metrics(errors))


def _written(metric: Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} {metric.kind}"]
    lines += [
        f"{metric.name}{{{labels}}} {value:g}" if labels else f"{metric.name} {value:g}"
        for labels, value in metric.samples
    ]
    return "\n".join(lines) + "\n"


def _metrics(errors: int) -> Iterator[Metric]:
    known, rows = numbers(), jobs()
    queues = {f'queue="{name}"': backlog for name, backlog in known.queues.items()}
    yield Metric(
        "tuoyu_queue_waiting", "gauge", "Rows that wait.", [(q, b.waiting) for q, b in queues.items()]
    )
    yield Metric(
        "tuoyu_queue_oldest_seconds", "gauge", "Age of the oldest row that waits.",
        [(q, b.oldest) for q, b in queues.items()],
    )  # fmt: skip
    yield Metric(
        "tuoyu_messages_troubled", "gauge", "Messages that need a person.",
        [('state="failed"', known.troubles.failed), ('state="uncertain"', known.troubles.uncertain)],
    )  # fmt: skip
    yield Metric("tuoyu_duties_open", "gauge", "Open duties.", [("", known.duties.open)])
    yield Metric(
        "tuoyu_duties_overdue", "gauge", "Open duties past their due date.", [("", known.duties.overdue)]
    )
    yield Metric(
        "tuoyu_duties_overdue_days",
        "gauge",
        "Days since the oldest missed due date.",
        [("", known.duties.longest)],
    )
    yield Metric(
        "tuoyu_job_last_success_timestamp_seconds", "gauge", "When a job last ended well.",
        [(f'job="{name}"', row.succeeded_at.timestamp()) for name, row in rows.items() if row.succeeded_at],
    )  # fmt: skip
    yield Metric(
        "tuoyu_job_failures_total", "counter", "Runs of a job that failed.",
        [(f'job="{name}"', row.failures) for name, row in rows.items()],
    )  # fmt: skip
    yield Metric(
        "tuoyu_figures_put_right",
        "gauge",
        "Sums that the last comparison with the rows put right.",
        [("", as_of().differences)],
    )
    yield Metric(
        "tuoyu_request_errors_total", "counter", "Requests that ended in a server error.", [("", errors)]
    )
