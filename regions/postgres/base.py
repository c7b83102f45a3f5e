"""PostgreSQL as Django knows it, with our own way of making test databases and of emptying them."""

from collections import OrderedDict
from typing import Any

from django.db.backends.postgresql import base

from regions.postgres.creation import DatabaseCreation
from regions.postgres.operations import DatabaseOperations

#: Plans that a connection keeps ready besides those of every request, about 200 kB each.
_MOST_PLANS = 48


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: Any) -> Any:
        self._prepared: set[str] = set()
        self._plans: OrderedDict[str, str] = OrderedDict()
        self._planned = 0
        return super().get_new_connection(conn_params)

    def ask_prepared(self, name: str, statement: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The rows of a statement that every request sends: the server parses and plans it once a connection.

        `statement` marks its parameters $1, $2 …; `name` always stands for the same statement.
        """
        with self.cursor() as cursor:
            if name not in self._prepared:
                with self.connection.cursor() as plain:
                    plain.execute(f"PREPARE {name} AS {statement}")
                self._prepared.add(name)
            cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(params))})", params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def ask_again(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a statement without parameters; where it is asked a second time, the server keeps its plan ready.

        Planning a page's numbers takes the server longer than counting them.
        """
        with self.cursor() as cursor:  # first: it may be another connection from here on
            cursor.execute(self._planned_as(text))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def _planned_as(self, text: str) -> str:
        name = self._plans.pop(text, None)
        self._plans[text] = name or ""
        with self.connection.cursor() as plain:
            while len(self._plans) > _MOST_PLANS:
                if old := self._plans.popitem(last=False)[1]:
                    plain.execute(f"DEALLOCATE {old}")
            if name == "":
                self._planned += 1
                name = f"again_{self._planned}"
                plain.execute(f"PREPARE {name} AS {text}")
                self._plans[text] = name
        return f"EXECUTE {name}" if name else text
