"""Django's migrate, run by the login that owns the tables."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db.backends.base.base import BaseDatabaseWrapper

from regions.owner import as_owner

_GRANTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app};
"""


class Command(migrate.Command):
    help = "Updates the database schema as the owner of the tables; what it creates the app may use."

    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        with as_owner(alias) as connection:
            allow_the_app(connection)
            super().handle(*args, **options)


def allow_the_app(connection: BaseDatabaseWrapper) -> None:
    """Tables and sequences made from now on may be used by the login `app`, never owned or truncated by it.

    The portal gets nothing by default: each projection it may read is granted by name in a migration.
    """
    app = connection.ops.quote_name(settings.APP_LOGIN)
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS.format(app=app))
