"""What PostgreSQL does for a query, read off EXPLAIN ANALYZE: indexes used, rows thrown away, tables scanned whole."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Plan:
    """`scanned` names tables read from end to end, `thrown_away` counts rows that a filter removed."""

    indexes: frozenset[str]
    scanned: frozenset[str]
    sorted: bool
    rows: int
    thrown_away: int


def plan_of(work: Callable[[], object]) -> Plan:
    """The plan of the one statement that `work` runs, in the scope in force."""
    with CaptureQueriesContext(connection) as queries:
        work()
    assert len(queries) == 1, [q["sql"][:200] for q in queries.captured_queries]
    return _explained(queries.captured_queries[0]["sql"])


def scanned_by(work: Callable[[], object]) -> frozenset[str]:
    """The tables that any statement of `work`, which only reads, takes from end to end."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return frozenset().union(*(_explained(query["sql"]).scanned for query in queries.captured_queries))


def _explained(statement: str) -> Plan:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement)
        top = cursor.fetchone()[0]
    root = (json.loads(top) if isinstance(top, str) else top)[0]["Plan"]
    nodes = list(_walk(root))
    return Plan(
        indexes=frozenset(n["Index Name"] for n in nodes if "Index Name" in n),
        scanned=frozenset(n["Relation Name"] for n in nodes if n["Node Type"] == "Seq Scan"),
        sorted=any(n["Node Type"] == "Sort" for n in nodes),
        rows=int(root["Actual Rows"]),
        thrown_away=int(sum(n.get("Rows Removed by Filter", 0) * n["Actual Loops"] for n in nodes)),
    )


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _walk(inner)
