"""The database logins: what each may do, and above all what `app` may not."""

import os
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from pytest_django import Settings

from config.safety import login_problems, refuse_unsafe_start
from config.services import postgres
from config.services.state import State
from regions.owner import as_owner


def _value(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _as_cluster(statement: str) -> None:
    """Run a statement with the rights of the embedded server's own superuser."""
    session = postgres.connect(State.of_checkout(), "postgres")
    session.autocommit = True
    with session.cursor() as cursor:
        cursor.execute(statement)
    session.close()


def _refused(login: str, complaint: str) -> None:
    """Under this login nothing that serves starts, and the reason is told."""
    app = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = login
    try:
        with pytest.raises(ImproperlyConfigured, match=complaint):
            refuse_unsafe_start()
    finally:
        connection.close()
        connection.settings_dict["USER"] = app


@pytest.fixture
def powerful() -> Iterator[str]:
    """The name of a login that a test creates with more rights than it should have."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("creating logins needs the embedded server's superuser")
    name = f"powerful_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    yield name
    connection.close()
    _as_cluster(f"DROP ROLE IF EXISTS {name}")


@pytest.mark.django_db
def test_app_has_no_power_over_the_walls() -> None:
    assert _value("SELECT current_user") == "app"
    assert login_problems() == []
    assert _value("SELECT count(*) FROM pg_class WHERE relowner = 'app'::regrole") == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE VIEW mine AS SELECT 1",
        "TRUNCATE accounts_user CASCADE",
        "ALTER TABLE facilities_facility DISABLE ROW LEVEL SECURITY",
        "DROP POLICY facility_wall ON facilities_facility",
        "SET ROLE owner",
        "SET session_replication_role = replica",
        "ALTER ROLE app BYPASSRLS",
    ],
)
def test_app_is_refused(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


#: What stands there stays: the application's login may only add.
_APPEND_ONLY = {
    "audit_auditevent",
    "audit_auditchain",
    "subsidies_journal",
    "subsidies_entry",
    "subsidies_budgetdocument",
}


@pytest.mark.django_db
def test_app_may_use_every_table_and_sequence() -> None:
    for right in ("SELECT", "INSERT", "DELETE"):
        without = _value(
            "SELECT array_agg(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            f" AND NOT has_table_privilege('app', oid, '{right}')"
        )
        kept_from_app = _APPEND_ONLY if right == "DELETE" else set()
        assert set(without or []) <= kept_from_app  # type: ignore[call-overload]
    assert _value(
        "SELECT bool_and(has_sequence_privilege('app', oid, 'USAGE')) FROM pg_class WHERE relkind = 'S'"
    )


@pytest.mark.django_db
def test_portal_may_read_nothing_but_the_public_projection() -> None:
    readable = _value(
        "SELECT array_agg(relname ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'm')"
        " AND has_table_privilege('portal', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
    )
    assert set(readable or []) <= {"facilities_publicfacility", "facilities_publicreceipt", "regions_region"}  # type: ignore[call-overload]


@pytest.mark.django_db
def test_backup_reads_through_the_walls_and_writes_nothing() -> None:
    assert _value("SELECT rolbypassrls AND NOT rolsuper FROM pg_roles WHERE rolname = 'backup'")
    assert _value("SELECT has_table_privilege('backup', 'facilities_facility', 'SELECT')")
    assert not _value("SELECT has_table_privilege('backup', 'facilities_facility', 'INSERT, UPDATE, DELETE')")


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_the_whole_nation_and_the_login_comes_back() -> None:
    with as_owner():
        assert _value("SELECT current_user") == "owner"
        assert _value("SELECT current_setting('tuoyu.level')") == "nation"
        assert "the database login 'owner' owns tables" in login_problems()
    assert _value("SELECT current_user") == "app"
    assert _value("SELECT coalesce(current_setting('tuoyu.level', true), '')") == ""


@pytest.mark.django_db(transaction=True)
def test_the_login_comes_back_after_a_failure() -> None:
    with pytest.raises(ProgrammingError), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT nonsense")
    assert _value("SELECT current_user") == "app"


@pytest.mark.django_db
def test_the_login_cannot_change_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"), as_owner():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_process_without_the_owners_login_cannot_migrate(settings: Settings) -> None:
    settings.OWNER_LOGIN = {}
    with pytest.raises(ImproperlyConfigured, match="OWNER_DATABASE_URL"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("right", "complaint"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "bypasses row-level security"),
        ("CREATEROLE", "may create logins"),
        ("CREATEDB", "may create databases"),
    ],
)
def test_a_login_with_too_many_rights_does_not_start(powerful: str, right: str, complaint: str) -> None:
    _as_cluster(f"CREATE ROLE {powerful} LOGIN {right}")
    _refused(powerful, complaint)


@pytest.mark.django_db(transaction=True)
def test_the_owner_of_the_tables_does_not_start() -> None:
    _refused("owner", "owns tables")


@pytest.mark.django_db(transaction=True)
def test_a_member_of_the_owner_does_not_start(powerful: str) -> None:
    _as_cluster(f"CREATE ROLE {powerful} LOGIN IN ROLE owner")
    _refused(powerful, "is a member of other logins")
