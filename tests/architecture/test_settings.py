"""The settings: production refuses what is unsafe, the models and migrations agree, the deployment check is clean."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from config.services.state import CHECKOUT

KEY = base64.b64encode(b"a key of this installation, no 1").decode()
DEMO_KEY = base64.b64encode(b"development-only-not-a-secret-01").decode()
INDEX_KEY = base64.b64encode(b"a key of this installation, no 2").decode()
SECRET = "a9X-3kd0!fjv83ndkslcmvnGHTY7wq56zxcvBNMasdfghjkl"[:48] + "pQ7&"


def _production(**changes: str) -> dict[str, str]:
    """The environment of a server that is set up well, with some values changed."""
    database = connection.settings_dict
    good = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "PORTAL_DATABASE_URL": f"postgresql://portal@/{database['NAME']}?host={database['HOST']}",
        "REDIS_URL": "redis://localhost:6379/0",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "tuoyu.example.cn",
        "PERSONAL_DATA_KEYS": f"key1:{KEY}",
        "PERSONAL_DATA_INDEX_KEY": INDEX_KEY,
    }
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "PG_BIN"}}
    return {**kept, **good, **changes}


def _start_of_the_web_process(**changes: str) -> subprocess.CompletedProcess[str]:
    """What gunicorn does in each worker: import the application."""
    return _python("-c", "import config.wsgi", env=_production(**changes))


def _python(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_set_up_well_starts() -> None:
    done = _start_of_the_web_process()
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters"),
        ({"SECRET_KEY": "a" * 60}, "repeats itself"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY is a known default"),
        ({"PERSONAL_DATA_KEYS": ""}, "PERSONAL_DATA_KEYS is a list"),
        ({"PERSONAL_DATA_KEYS": f"key1:{DEMO_KEY}"}, "is a known default"),
        ({"PERSONAL_DATA_INDEX_KEY": KEY}, "is one of PERSONAL_DATA_KEYS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"PORTAL_DATABASE_URL": ""}, "PORTAL_DATABASE_URL is missing"),
        ({"OWNER_DATABASE_URL": "postgresql://owner@localhost/tuoyu"}, "OWNER_DATABASE_URL is known"),
    ],
)
def test_production_refuses_to_start(changes: dict[str, str], complaint: str) -> None:
    done = _start_of_the_web_process(**changes)
    assert done.returncode != 0
    assert complaint in done.stderr


@pytest.mark.django_db(transaction=True)
def test_production_refuses_a_login_that_owns_the_tables() -> None:
    url = _production()["DATABASE_URL"].replace("//app@", "//owner@")
    done = _start_of_the_web_process(DATABASE_URL=url)
    assert done.returncode != 0
    assert "the database login 'owner' owns tables" in done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["worker", "beat"])
def test_production_workers_refuse_too(role: str) -> None:
    done = _python("-m", "celery", "--app", "config", role, env=_production(DEBUG="1"))
    assert done.returncode != 0
    assert "DEBUG is on" in done.stderr + done.stdout


def test_production_without_a_secret_does_not_even_load() -> None:
    environment = {key: value for key, value in _production().items() if key != "SECRET_KEY"}
    done = _python("-c", "import config.wsgi", env=environment)
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n", encoding="utf-8")
    environment = _production(SECRET_KEY_FILE=str(file))
    del environment["SECRET_KEY"]
    code = (
        "import django; django.setup(); from django.conf import settings; print(settings.SECRET_KEY, end='')"
    )
    assert _python("-c", code, env=environment).stdout == SECRET


@pytest.mark.django_db(transaction=True)
def test_the_deployment_check_is_clean_with_nothing_silenced() -> None:
    checking = ("manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default")
    done = _python(*checking, env=_production())
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_owner_of_migrate_and_flush_is_first() -> None:
    assert settings.INSTALLED_APPS[0] == "regions"


def test_nothing_runs_in_a_transaction_of_the_view() -> None:
    """The tenancy middleware owns the transaction; under ATOMIC_REQUESTS async views would answer 500."""
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False


def test_an_api_view_that_declares_nothing_is_closed() -> None:
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == ["accounts.api_access.ActionPermission"]


def test_the_content_policy_allows_no_inline_code() -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
    sources = {source for directive in policy.values() for source in directive}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & sources


@pytest.mark.django_db
def test_every_answer_carries_the_protecting_headers(client: Client) -> None:
    for address in ("/healthz/", "/sign-in/", "/nowhere/"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == build_policy()
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert (
            headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        )
        assert "geolocation=()" in headers["Permissions-Policy"]
