"""PostgreSQL as Django knows it, with our own way of making test databases and of emptying them."""

from typing import Any

from django.db.backends.postgresql import base

from regions.postgres.creation import DatabaseCreation
from regions.postgres.operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: Any) -> Any:
        self._prepared: set[str] = set()
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
