"""docker-compose.yml, read by docker-compose itself: what would run, as whom, and in which order."""

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import bootstrap
from config.services.state import CHECKOUT

PARSER = CHECKOUT / ".venv-compose" / "bin" / "docker-compose"
OURS = ("web", "worker", "beat", "migrate")
BUILT_ON = ("postgres", "redis")


def _parse(file: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`docker-compose config`: interpolates, merges, validates, and needs no engine."""
    bootstrap.main("compose")
    return subprocess.run(
        [PARSER, "--file", file, "config"],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def _composed() -> dict[str, Any]:
    done = _parse(CHECKOUT / "docker-compose.yml", ALLOWED_HOSTS="tuoyu.example.cn")
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)


def _service(name: str) -> dict[str, Any]:
    return _composed()["services"][name]


def test_the_parser_accepts_the_file() -> None:
    assert set(_composed()["services"]) == {*OURS, *BUILT_ON}


def test_the_parser_refuses_a_broken_file(tmp_path: Path) -> None:
    """The parser does look: a misspelt key is an error."""
    text = (CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8")
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(text.replace("healthcheck:", "healthchek:", 1), encoding="utf-8")
    done = _parse(broken, ALLOWED_HOSTS="tuoyu.example.cn")
    assert done.returncode != 0
    assert "healthchek" in done.stderr


def test_hosts_must_be_named() -> None:
    done = _parse(CHECKOUT / "docker-compose.yml")
    assert done.returncode != 0
    assert "ALLOWED_HOSTS" in done.stderr


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_every_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    service = _service(name)
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_what_serves_waits_for_healthy_servers_and_the_finished_migration(name: str) -> None:
    waits = {other: how["condition"] for other, how in _service(name)["depends_on"].items()}
    assert waits == {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


@pytest.mark.parametrize("name", OURS)
def test_our_image_runs_as_nobody_special(name: str) -> None:
    service = _service(name)
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_only_the_migration_knows_the_owners_login() -> None:
    knowing = {
        name
        for name, service in _composed()["services"].items()
        if any(key.startswith("OWNER_DATABASE_") for key in service.get("environment", {}))
    }
    assert knowing == {"migrate"}


def test_no_secret_stands_in_the_file() -> None:
    for name in OURS:
        environment = _service(name)["environment"]
        assert not environment["SECRET_KEY"] and not environment["DATABASE_PASSWORD"]
        assert environment["SECRET_KEY_FILE"].startswith("/run/secrets/")
        assert environment["DATABASE_URL"] == "postgresql://app@postgres:5432/tuoyu"


def test_a_secret_from_the_environment_reaches_the_process() -> None:
    done = _parse(
        CHECKOUT / "docker-compose.yml", ALLOWED_HOSTS="h", SECRET_KEY="from-outside", APP_PASSWORD="pw"
    )
    environment = yaml.safe_load(done.stdout)["services"]["web"]["environment"]
    assert (environment["SECRET_KEY"], environment["DATABASE_PASSWORD"]) == ("from-outside", "pw")


def test_only_the_web_server_can_be_reached_and_only_on_this_machine() -> None:
    published = {
        name: service["ports"] for name, service in _composed()["services"].items() if "ports" in service
    }
    assert published == {"web": ["127.0.0.1:8000:8000/tcp"]}
    assert _composed()["networks"]["inside"]["internal"] is True


def test_postgres_has_the_major_of_the_embedded_one() -> None:
    assert _service("postgres")["image"] == "postgres:18"


def test_the_image_does_not_end_as_root() -> None:
    lines = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
    assert sum(line.startswith("FROM ") for line in lines) == 2
