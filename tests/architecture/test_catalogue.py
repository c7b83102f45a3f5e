"""The database itself: every table of a tenant is walled, every other one stands on a short named list."""

import pytest
from django.apps import apps
from django.db import connection

from regions.models import Scoped
from regions.walls import NarrowedTo, RowWall

#: Tables without a wall, and why each may be read by everybody who has the `app` login.
OPEN_TABLES = {
    "regions_region": "divisions are public",
    "regions_regionalias": "divisions are public",
    "accounts_secondfactor": "read with the person, whatever the scope; sealed",
    "accounts_user": "read before the scope is known; holds no rights",
    "accounts_user_groups": "unused by design, made by Django",
    "accounts_user_user_permissions": "unused by design, made by Django",
    "accounts_department": "offices are public",
    "accounts_appointment": "read before the scope is known",
    "accounts_apitoken": "read before the scope is known; digests only",
    "accounts_idempotencykey": "keyed by user",
    "audit_auditchain": "heads of chains: numbers and digests",
    "audit_chaincheck": "when each chain was walked: numbers",
    "facilities_facilitygrant": "read before the scope is known",
    "facilities_invitation": "read by its secret before the scope is known",
    "facilities_publicfacility": "what everybody may know",
    "facilities_publicreceipt": "what everybody may check of a receipt",
    "jobs_job": "when each job ran: numbers",
    "messaging_choice": "read for whole regions at once when reminders are planned; the address is sealed",
    "reporting_figurestate": "how far the sums of the whole platform are: numbers",
    "obligations_recount": "numbers of the whole country, no row of a tenant",
    "guardian_userobjectpermission": "unused: grants have a table of their own",
    "guardian_groupobjectpermission": "unused: grants have a table of their own",
}
OPEN_PREFIXES = ("auth_", "django_", "axes_", "policy_")


def tables() -> dict[str, dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                   (SELECT array_agg(pg_get_expr(p.polqual, p.polrelid) || '|' || pg_get_expr(p.polwithcheck, p.polrelid))
                      FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive),
                   (SELECT array_agg(p.polname || '|' || p.polcmd::text)
                      FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive),
                   EXISTS (SELECT 1 FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attname = 'region_id' AND NOT a.attisdropped)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
            """
        )
        return {
            name: {
                "rls": rls,
                "force": force,
                "policies": policies or [],
                "narrow": narrow or [],
                "region": region,
            }
            for name, rls, force, policies, narrow, region in cursor.fetchall()
        }


def scoped_models() -> list[type[Scoped]]:
    return [model for model in apps.get_models() if issubclass(model, Scoped)]


@pytest.mark.django_db
def test_the_tests_run_as_the_login_app() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
        )
        assert cursor.fetchone() == ("app", False)


@pytest.mark.django_db
def test_every_tenant_table_has_row_level_security_forced_with_one_policy_that_opens() -> None:
    found = tables()
    for model in scoped_models():
        row = found[model._meta.db_table]
        assert row["rls"] and row["force"], model
        assert len(row["policies"]) == 1, model  # type: ignore[arg-type]
        using, check = row["policies"][0].split("|")  # type: ignore[index]
        assert using == check and "tuoyu.level" in using, model


@pytest.mark.django_db
def test_a_second_policy_is_declared_and_only_narrows_what_is_read() -> None:
    found = tables()
    for model in scoped_models():
        declared = [f"{c.name}|r" for c in model._meta.constraints if isinstance(c, NarrowedTo)]
        assert found[model._meta.db_table]["narrow"] == declared, model


@pytest.mark.django_db
def test_every_other_table_stands_on_the_named_list() -> None:
    walled = {model._meta.db_table for model in scoped_models()}
    unknown = {
        name
        for name in tables()
        if name not in walled and name not in OPEN_TABLES and not name.startswith(OPEN_PREFIXES)
    }
    assert unknown == set()


@pytest.mark.django_db
def test_every_key_between_tenant_tables_is_composite() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.relname, r.relname, array_length(k.conkey, 1)
              FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
             WHERE k.contype = 'f'
            """
        )
        keys = cursor.fetchall()
    walled = {model._meta.db_table for model in scoped_models()}
    assert [k for k in keys if k[0] in walled and k[1] in walled and k[2] != 2] == []
    assert len([k for k in keys if k[0] in walled and k[1] in walled]) >= 15


@pytest.mark.django_db
def test_no_function_runs_with_the_rights_of_its_owner_and_no_view_hides_the_reader() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prosecdef"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm')"
            " AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_unique_keys_of_tenant_tables_name_their_tenant() -> None:
    """A key that is unique in the whole country would tell one tenant what another holds."""
    tenant = {"region", "facility", "district", "filing", "material", "chain", "id", "facility_id"}
    tenant |= {
        "child",
        "member",
        "sheet",
        "case",
        "claim",
        "journal",
        "visit",
        "finding",
        "rating",
        "item",
        "report",
    }
    for model in scoped_models():
        for constraint in model._meta.constraints:
            fields = set(getattr(constraint, "fields", ()) or ())
            assert not fields or fields & tenant, (model, constraint.name)


def test_walls_name_the_facility_column_wherever_a_row_has_one() -> None:
    for model in scoped_models():
        wall = next(c for c in model._meta.constraints if isinstance(c, RowWall))
        assert wall.options["facility"] == model.facility_column(), model
