"""Taking one wall away at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from accounts import permissions
from kernel.decision import ALLOWED
from regions import remembered
from regions.managers import InScope
from regions.models import Scoped
from regions.owner import as_owner


@contextmanager
def policy_off(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wall (a): everybody signed in may do everything to everything."""
    with patch.context() as inside:
        inside.setattr(permissions.decide, "__code__", (lambda actor, action, target=None: ALLOWED).__code__)
        yield


@contextmanager
def managers_off(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wall (b): the managers add no condition."""

    def everything(self: Any, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        return "true", []

    with patch.context() as inside:
        inside.setattr(InScope, "as_sql", everything)
        remembered.forget()
        yield
    remembered.forget()


@contextmanager
def row_security_off() -> Iterator[None]:
    """Wall (c): the tables are open to the login `app`."""
    _alter("NO FORCE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY")
    try:
        yield
    finally:
        _alter("ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY")


def _alter(*what: str) -> None:
    tables = [m._meta.db_table for m in Scoped.__subclasses__()]
    with as_owner(), connection.cursor() as cursor:
        for table in tables:
            for change in what:
                cursor.execute(f"ALTER TABLE {table} {change}")
