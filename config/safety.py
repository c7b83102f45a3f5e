"""What may not run: a debug flag, a guessable secret, a database login that could step over the walls."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from audit.personal.keys import keyring

_SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for the same
_KNOWN_SECRETS = ("development-only", "tests-only", "django-insecure", "change-me", "changeme")
_LOGIN = """
SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p', 'v', 'm', 'S')),
       EXISTS (SELECT 1 FROM pg_database WHERE datdba = r.oid AND datname = current_database()),
       EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid),
       has_schema_privilege(r.oid, 'public', 'CREATE')
  FROM pg_roles r WHERE rolname = current_user
"""
_TOO_MUCH = (
    "is a superuser",
    "bypasses row-level security",
    "may create logins",
    "may create databases",
    "owns tables",
    "owns the database",
    "is a member of other logins",
    "may create tables",
)


def configuration_problems() -> list[str]:
    """What the settings themselves say; no database is asked."""
    problems = ["DEBUG is on"] if settings.DEBUG else []
    secret = settings.SECRET_KEY
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < 10:
        problems.append(f"SECRET_KEY is shorter than {_SHORTEST_SECRET} characters or repeats itself")
    if secret.startswith(_KNOWN_SECRETS):
        problems.append("SECRET_KEY is a known default")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        problems.append("ALLOWED_HOSTS must name the hosts of this installation")
    problems += _key_problems()
    if settings.PORTAL_DATABASE == "default":
        problems.append("PORTAL_DATABASE_URL is missing: public pages read as the login portal")
    if settings.OWNER_LOGIN:
        problems.append("OWNER_DATABASE_URL is known: only the migrate command may have it")
    return problems


def _key_problems() -> list[str]:
    """Personal data is sealed under keys of this installation, not under those of the demo."""
    try:
        keys = keyring()
    except ImproperlyConfigured as error:
        return [str(error)]
    known = [key for key in (*keys.keys.values(), keys.index_key) if key.startswith(b"development-only")]
    same = keys.index_key in keys.keys.values()
    return ["PERSONAL_DATA_KEYS or PERSONAL_DATA_INDEX_KEY is a known default"] * bool(known) + [
        "PERSONAL_DATA_INDEX_KEY is one of PERSONAL_DATA_KEYS"
    ] * same


def login_problems(alias: str = "default") -> list[str]:
    """What the database login may do although it must not. Asks the database."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_LOGIN)
        found = cursor.fetchone()
        cursor.execute("SELECT current_user")
        (login,) = cursor.fetchone()
    return [f"the database login {login!r} {what}" for has, what in zip(found, _TOO_MUCH, strict=True) if has]


def refuse_unsafe_start() -> None:
    """For the start of every process that serves: web, worker, beat. Raises ImproperlyConfigured.

    The login is judged everywhere, debug flag and secret in production only.
    """
    problems = configuration_problems() if settings.PRODUCTION else []
    try:
        problems += login_problems()
    finally:
        connections["default"].close()  # what forks later must not share this connection
    if problems:
        raise ImproperlyConfigured("Tuoyu does not start: " + "; ".join(problems) + ".")


@register(Tags.database)
def the_login_stays_behind_the_walls(
    *, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """`manage.py check --database default`. Silent under the owner's own login, which migrates."""
    problems: list[str] = []
    for alias in databases or ():
        if connections[alias].settings_dict["USER"] != settings.OWNER_LOGIN.get("USER"):
            problems += login_problems(alias)
    return [Error(problem, id="config.E001") for problem in problems]


@register(Tags.security, deploy=True)
def production_is_configured(**kwargs: Any) -> list[CheckMessage]:
    """`manage.py check --deploy`."""
    return [Error(problem, id="config.E002") for problem in configuration_problems()]
