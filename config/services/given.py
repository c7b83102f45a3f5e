"""A PostgreSQL server that somebody gave us by DATABASE_URL.

Two URLs are the whole set-up: DATABASE_URL logs in as `app`, OWNER_DATABASE_URL as `owner`. Who gives only one URL
whose login administers the server gets the logins made: for development and tests, never under production settings.
"""

import hashlib
import hmac
import os
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg2
from psycopg2 import sql

from config.services.errors import GivenServerUnfit
from config.services.logins import LOGINS


def set_environment(*, tests: bool = False) -> None:
    """Make DATABASE_URL and OWNER_DATABASE_URL the URLs of `app` and `owner`. `tests`: owner may create databases.

    Raises GivenServerUnfit.
    """
    url = os.environ["DATABASE_URL"]
    if os.environ.get("OWNER_DATABASE_URL") or os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(
        "production"
    ):
        return
    parts = urlsplit(url)
    with _administrator(url) as session:
        if session is None:
            return  # an ordinary login: it serves, and commands that need the owner say so
        for login, rights in LOGINS.items():
            _login(session, url, login, rights)
        if tests:
            session.execute("ALTER ROLE owner CREATEDB")
        _database(session, url, parts.path.lstrip("/"))
    os.environ["OWNER_DATABASE_URL"] = _as(url, "owner")
    os.environ["DATABASE_URL"] = _as(url, "app")


class _administrator:
    """A cursor of the server's own administrator, or None when the login of the URL is not one."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> Any:
        server = urlsplit(self.url)._replace(path="/postgres").geturl()
        try:
            self.connection = psycopg2.connect(self.url)
        except psycopg2.OperationalError:
            try:
                self.connection = psycopg2.connect(server)  # the database itself may not exist yet
            except psycopg2.OperationalError as error:
                raise GivenServerUnfit(f"the server of DATABASE_URL does not answer: {error}") from error
        self.connection.autocommit = True
        cursor = self.connection.cursor()
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor if cursor.fetchone()[0] else None

    def __exit__(self, *error: object) -> None:
        self.connection.close()


def _login(session: Any, url: str, login: str, rights: str) -> None:
    session.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,))
    if session.fetchone() is None:
        statement = sql.SQL(f"CREATE ROLE {{}} {rights} PASSWORD {{}}")
        session.execute(statement.format(sql.Identifier(login), sql.Literal(_password(url, login))))
        if login == "backup":
            session.execute("GRANT pg_read_all_data TO backup")
    elif login in {"app", "owner"}:
        try:
            psycopg2.connect(urlsplit(_as(url, login))._replace(path="/postgres").geturl()).close()
        except psycopg2.OperationalError as error:
            raise GivenServerUnfit(
                f"the server has a login {login!r} that we did not make: give DATABASE_URL for the login that runs "
                "and OWNER_DATABASE_URL for the login that owns the tables"
            ) from error


def _database(session: Any, url: str, name: str) -> None:
    session.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    known = session.fetchone() is not None
    verb = "ALTER DATABASE {} OWNER TO owner" if known else "CREATE DATABASE {} OWNER owner"
    if known and _strangers(url):
        raise GivenServerUnfit(f"the database {name!r} holds tables of somebody else: give an empty one")
    session.execute(sql.SQL(verb).format(sql.Identifier(name)))


def _strangers(url: str) -> bool:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND r.rolname <> 'owner')"
        )
        return bool(cursor.fetchone()[0])


def _as(url: str, login: str) -> str:
    """The same server and database, another login."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{login}:{quote(_password(url, login))}@{place}").geturl()


def _password(url: str, login: str) -> str:
    """Follows from the administrator's URL, so that every checkout that was given it finds the same logins."""
    return hmac.new(url.encode(), login.encode(), hashlib.sha256).hexdigest()[:40]
