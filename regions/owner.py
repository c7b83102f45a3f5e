"""The login `owner`: it migrates, creates and truncates tables. Everything else runs as `app`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def as_owner(alias: str = "default") -> Iterator[BaseDatabaseWrapper]:
    """Inside the block the connection logs in as `owner`, in nation scope; afterwards as before.

    The owner sees every row (`-c tuoyu.level=nation`): a foreign key added without a scope would check nothing
    and a data migration would see no rows. Raises ImproperlyConfigured where the owner's login is not known,
    which is the case in every process that serves requests.
    """
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("the login cannot change inside a transaction")
    if not settings.OWNER_LOGIN:
        raise ImproperlyConfigured(
            "set OWNER_DATABASE_URL: this command needs the login that owns the tables"
        )
    before = {key: connection.settings_dict.get(key) for key in settings.OWNER_LOGIN}
    connection.close()
    connection.settings_dict.update(settings.OWNER_LOGIN)
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict.update(before)
