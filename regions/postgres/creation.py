"""Test databases are created, cloned and dropped by `owner`; the tests themselves run as `app`."""

from typing import Any

from django.db.backends.postgresql import creation

from regions.owner import as_owner


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with as_owner(self.connection.alias):
            return super().create_test_db(*args, **kwargs)

    def clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        with as_owner(self.connection.alias):
            super().clone_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        with as_owner(self.connection.alias):
            super().destroy_test_db(*args, **kwargs)
