"""Whose rows may be touched right now. Without a scope, protected tables answer with an error or nothing.

The scope lives in a ContextVar for the managers (wall b) and in transaction-local settings of PostgreSQL
for the row-level security policies (wall c).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from regions.codes import NATION, level_of
from regions.enums import Level


class ScopeMissing(RuntimeError):
    """A protected table was read or written outside a scope."""


@dataclass(frozen=True)
class Scope:
    """`facilities` are granted one by one, on top of the region."""

    level: Level
    code: int = NATION
    facilities: tuple[int, ...] = ()

    @classmethod
    def of_region(cls, code: int, facilities: tuple[int, ...] = ()) -> "Scope":
        return cls(level_of(code), code, facilities)

    @classmethod
    def of_facilities(cls, facilities: tuple[int, ...]) -> "Scope":
        return cls(Level.FACILITY, NATION, facilities)

    def settings(self) -> tuple[str, str, str]:
        granted = "{" + ",".join(str(i) for i in self.facilities) + "}" if self.facilities else ""
        return self.level.value, str(self.code), granted


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)
_APPLY = (
    "SELECT set_config('tuoyu.level', %s, true), set_config('tuoyu.code', %s, true),"
    " set_config('tuoyu.extra', %s, true)"
)


def current() -> Scope:
    """The scope in force. Raises ScopeMissing."""
    if (scope := _current.get()) is None:
        raise ScopeMissing("a protected table needs a scope: with scoped(...)")
    return scope


def current_or_none() -> Scope | None:
    return _current.get()


def _apply(scope: Scope | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_APPLY, scope.settings() if scope else ("", "", ""))


@contextmanager
def scoped(scope: Scope) -> Iterator[Scope]:
    """One transaction in which only the rows of `scope` exist. Nested use restores the outer scope itself,

    because a released savepoint keeps what SET LOCAL did inside it. At the outermost exit COMMIT clears the
    settings; deferred constraints still run under them.
    """
    outer = _current.get()
    nested = connection.in_atomic_block
    with transaction.atomic():
        token = _current.set(scope)
        try:
            _apply(scope)
            yield scope
        finally:
            _current.reset(token)
            if nested and not _broken():
                _apply(outer)


def _broken() -> bool:
    """Whether this transaction will be rolled back, or must be: that restores the settings by itself."""
    if connection.needs_rollback:
        return True
    raw = connection.connection
    return raw is None or raw.closed or raw.info.transaction_status == 3  # libpq PQTRANS_INERROR


@contextmanager
def nation_scope(*, reason: str) -> Iterator[Scope]:
    """Every row of the country. Only for named work that serves all tenants; a test lists the callers.

    `reason` is a short sentence for the reader of the call; it must not be empty.
    """
    if not reason.strip():
        raise ValueError("the nation scope needs a reason")
    with scoped(Scope(Level.NATION)) as scope:
        yield scope


@contextmanager
def acting_in(region: int, *, reason: str) -> Iterator[Scope]:
    """The rows of one division, for a verb that an operator starts but whose effect lies with the authority there.

    `reason` as in nation_scope; the same test lists the callers.
    """
    if not reason.strip():
        raise ValueError("acting in a region needs a reason")
    with scoped(Scope.of_region(region)) as scope:
        yield scope
