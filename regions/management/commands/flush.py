"""Django's flush, run by the login that owns the tables: `app` may not TRUNCATE."""

from typing import Any

from django.core.management.commands import flush

from regions.owner import as_owner


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with as_owner(options["database"]):
            super().handle(**options)
