"""Signing in as a browser does it, for the tests of accounts."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD

WRONG = "not-the-password"


def sign_in(
    client: Client,
    username: str,
    password: str = PASSWORD,
    *,
    ip: str = "192.0.2.7",
    next: str = "",
    **extra: Any,
) -> HttpResponse:
    """Post the sign-in page from an address."""
    data = {"username": username, "password": password, **({"next": next} if next else {})}
    return client.post("/sign-in/", data, REMOTE_ADDR=ip, **extra)  # type: ignore[return-value]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
