"""Django's flush, run by the login that owns the tables: `app` may not TRUNCATE."""

from typing import Any

from django.conf import settings
from django.core.management.commands import flush
from django.db import connections

from regions.owner import as_owner


class Command(flush.Command):
    """Empties every table but those of `settings.FLUSH_KEEPS`: shared ground that tests only read."""

    def handle(self, **options: Any) -> None:
        introspection = connections[options["database"]].introspection
        names = introspection.django_table_names
        introspection.django_table_names = lambda **kw: [
            n for n in names(**kw) if n not in settings.FLUSH_KEEPS
        ]
        try:
            with as_owner(options["database"]):
                super().handle(**options)
        finally:
            introspection.django_table_names = names
