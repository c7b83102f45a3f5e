"""An empty database with the divisions, the law and facilities of national size."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

from benchmarks.national import fill

GROUND = "bench_ground"


def prepare() -> None:
    """Migrate, load the shared ground, fill; says how long each took."""
    for name, step in (
        ("migrate", lambda: call_command("migrate", verbosity=0)),
        ("divisions", lambda: call_command("load_divisions", verbosity=0)),
        ("packs", lambda: call_command("load_packs", verbosity=0)),
        ("calendar", lambda: call_command("load_calendar", verbosity=0)),
        ("ground", lambda: copied(str(connection.settings_dict["NAME"]), GROUND)),
        ("facilities", fill),
    ):
        start = time.perf_counter()
        result = step()
        print(f"{name}: {time.perf_counter() - start:.1f} s{f', {result}' if result else ''}")


def copied(original: str, name: str) -> None:
    """A database that begins as another one is."""
    connections.close_all()
    given = connection.get_connection_params()
    owner = psycopg2.connect(host=given["host"], port=given["port"], user="owner", dbname="postgres")
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    owner.close()


@contextmanager
def database(name: str) -> Iterator[None]:
    """Inside the block everything happens in another database of the server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
