"""The system of an office at the interface: its key, its items, and what they leave in the database."""

import json
from typing import Any

from django.test import Client

from accounts.models import Appointment
from accounts.workflow import issue_token
from facilities.models import Facility
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.models import Registration
from tests.cast import Cast, uscc

URL = "/api/v1/registrations"


def item(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "entity_kind": "SOCIAL_SERVICE_ORG",
        "name": "示例·春芽托育服务中心",
        "uscc": uscc(prefix="52360702MA"),
        "approved_on": "2026-04-28",
        "region": "360702001",
        "address": "示例路 20 号 1 层",
        "business_scope": "3 岁以下婴幼儿托育服务",
    }
    return {k: v for k, v in (values | changes).items() if v is not ...}


class Caller:
    """The system of an office, with its key."""

    def __init__(self, cast: Cast, actor: Any = None) -> None:
        by = actor or cast.registrar
        row = Appointment.objects.get(user_id=by.user_id)
        self.secret = issue_token(by=by, appointment=row, name="one-stop system")[1]
        self.client = Client()

    def post(self, body: Any, path: str = "", **headers: str) -> Any:
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            URL + path,
            data,
            content_type=headers.pop("content_type", "application/json"),
            headers={"Authorization": f"Bearer {self.secret}", **headers},
        )

    def get(self, path: str = "") -> Any:
        return self.client.get(URL + path, headers={"Authorization": f"Bearer {self.secret}"})


def counts() -> tuple[int, int, int]:
    with nation_scope(reason="test: count everything"):
        return Facility.objects.count(), Registration.objects.count(), Obligation.objects.count()
