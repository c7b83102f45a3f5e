"""Opening pages as one of the cast, with Django's test client."""

from typing import Any

from django.test import Client

from accounts import sessions  # noqa: F401  its receiver starts the clocks of the session
from accounts.actors import Actor
from accounts.models import User


def signed_in(actor: Actor) -> Client:
    """A client whose session belongs to the actor's person, in their only appointment."""
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    """The page's source; fails unless the page was shown."""
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return str(response.content.decode())
