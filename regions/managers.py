"""Wall b: every query of a protected table carries its scope, decided when the SQL is compiled."""

from typing import Any

from django.db.models import BooleanField, F, Func, Manager, QuerySet

from regions.codes import level_of
from regions.enums import Level
from regions.scope import current

_COLUMNS = {
    Level.PROVINCE: "province",
    Level.CITY: "city",
    Level.DISTRICT: "district",
    Level.STREET: "region_id",
}


def within(code: int) -> dict[str, int]:
    """The filter for the rows of one division: equality on its level column, the form that keeps plans good."""
    level = level_of(code)
    return {} if level == Level.NATION else {_COLUMNS[level]: code}


def scope_shape() -> tuple[tuple[Level, bool], list[Any]]:
    """What decides the text of InScope on a facility's table, and its parameters. Raises ScopeMissing."""
    scope = current()
    granted = [list(scope.facilities)] if scope.facilities or scope.level == Level.FACILITY else []
    place = [] if scope.level in (Level.NATION, Level.FACILITY) else [scope.code]
    if scope.level == Level.NATION:
        granted = []
    return (scope.level, bool(granted)), [*place, *granted]


class InScope(Func):
    """A condition on the root table: the scope's level column equals its code, or the facility is granted.

    A queryset built at import time runs in whatever scope it is executed; outside one it raises ScopeMissing.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, source: Any, facility: str | None = None) -> None:
        super().__init__(source)
        self.facility = facility

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        scope = current()
        if scope.level == Level.NATION:
            return "true", []
        column = self.get_source_expressions()[0]
        alias = compiler.quote_name_unless_alias(column.alias)
        granted = f"{alias}.{self.facility} = ANY(%s::bigint[])"
        if scope.level == Level.FACILITY:
            return (granted, [list(scope.facilities)]) if self.facility else ("false", [])
        region = f"{alias}.{_COLUMNS[scope.level]} = %s"
        if scope.facilities and self.facility:
            return f"({region} OR {granted})", [scope.code, list(scope.facilities)]
        return region, [scope.code]

    def __repr__(self) -> str:
        return "InScope()"


class ScopedQuerySet(QuerySet[Any]):
    def none(self) -> "ScopedQuerySet":
        # Django's own none() never compiles, so it would hide a missing scope.
        current()
        return super().none()


class ScopedManager(Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The default manager of every protected model."""

    def get_queryset(self) -> Any:
        facility = self.model.facility_column()
        return super().get_queryset().filter(InScope(F("region"), facility))
