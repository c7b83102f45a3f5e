"""The generated matrix: every operation × every role × own, sibling and foreign objects. What leaks is listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.actors import Actor
from regions.codes import contains
from tests.isolation.inventory import Endpoint, endpoints
from tests.isolation.world import World, canary

#: Which kind of object a URL parameter names. A parameter that is not listed must be added with its page.
PARAMETERS = {
    "facility_id": "facility",
    "filing_id": "filing",
    "registration_id": "registration",
    "obligation_id": "obligation",
    "message_id": "message",
    "file_id": "file",
    "paper_id": "paper",
    "material_id": "material",
    "notice_id": "notice",
    "receipt_id": "receipt",
    "sheet_id": "sheet",
    "proposal_id": "proposal",
    "event_id": "event",
    "department_id": "department",
    "person_id": "person",
    "appointment_id": "appointment",
    "post_id": "appointment",
    "token_id": "token",
    "invitation_id": "invitation",
    "claim_id": "claim",
    "evidence_id": "evidence",
    "payee_id": "payee",
    "batch_id": "batch",
    "line_id": "line",
    "recovery_id": "recovery",
    "run_id": "run",
    "member_id": "member",
    "employment_id": "employment",
    "proof_id": "proof",
    "absence_id": "absence",
    "case_id": "case",
    "ban_id": "ban",
    "class_id": "class",
    "child_id": "child",
    "enrolment_id": "enrolment",
    "fee_id": "fee",
    "recognition_id": "recognition",
    "station_id": "station",
    "visit_id": "visit",
    "photo_id": "photo",
    "finding_id": "finding",
    "referral_id": "referral",
    "suspension_id": "suspension",
    "plan_id": "plan",
    "complaint_id": "complaint",
    "duty_id": "duty",
    "act_id": "act",
    "rating_id": "rating",
    "item_id": "rating_item",
    "figure_id": "figure",
    "report_id": "report",
    "print_id": "print",
}
#: Parameters that name no tenant's row, with a value that makes the page answer.
FIXED: dict[str, object] = {
    "version_id": 1,
    "label": "2026-1",
    "code": "M5",
    "step": "basics",
    "page": 1,
    "number": 1,
    "act": "confirm",
    "verdict": "approve",
    "programme_id": "GZ-CONSTRUCTION",
    "outcome": "unfounded",
    "act_name": "appeal",
    "month": "2026-04",
    "field": "id_number",
    "measure": "places",
    "section": "next",
    "form": "CN-W1",
    "period": 2024,
}
#: How many objects of a kind each place is asked for, beside the newest.
PICKS = 0
REFUSED = {302, 401, 403, 404, 405, 406, 410, 415}
BODY = {"reason": "测试", "verdict": "OK", "text": "测试", "passed": "on", "version": "1"}


@dataclass
class Report:
    """`visited`: (actor, operation) of every call."""

    cells: int = 0
    visited: set[tuple[str, str]] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unmapped: set[str] = field(default_factory=set)


def tenant_endpoints() -> list[Endpoint]:
    """Everything but public pages and the pages of libraries."""
    return [e for e in endpoints() if e.access is None or e.access.kind not in ("public", "library")]


def sees(actor: Actor, district: int, street: int) -> bool:
    """The oracle, written apart from the code: a post sees what lies inside its region, nobody else anything."""
    return actor.post is not None and contains(actor.post.region_id, street)


def run(world: World, actors: dict[str, Actor], *, write: bool) -> Report:
    """Call every operation as every actor with the ids of every district; GET, or POST when `write`."""
    report = Report()
    for name, actor in actors.items():
        client = Client(raise_request_exception=False)
        if actor.user_id is not None:
            client.force_login(get_user_model().objects.get(pk=actor.user_id))
        foreign = [d for d in world.districts if not sees(actor, d, world.streets[d])]
        before = {d: world.digest(d) for d in foreign} if write else {}
        for endpoint in tenant_endpoints():
            for url, district in addresses_of(endpoint, world, report):
                _cell(report, client, endpoint, url, district, name, foreign, world, actor, write)
        if write:
            own = world.operators[world.districts[0]].user_id == actor.user_id
            for district, digest in before.items():
                if world.digest(district) != digest and not (own and district == world.districts[0]):
                    report.leaks.append(f"{name} changed rows of {district}")
    return report


def addresses_of(endpoint: Endpoint, world: World, report: Report) -> Iterator[tuple[str, int | None]]:
    """The operation with the newest ids of each district of the world, and whose they are."""
    objects = [k for k in endpoint.kwargs if k in PARAMETERS]
    unknown = [k for k in endpoint.kwargs if k not in PARAMETERS and k not in FIXED]
    if unknown:
        report.unmapped.add(f"{endpoint.name}: {', '.join(unknown)}")
        return
    fixed = {k: FIXED[k] for k in endpoint.kwargs if k in FIXED}
    for district in world.districts if objects else (None,):
        choices = [world.ids[PARAMETERS[k]][district] for k in objects] if district else []
        for pick in range(min((len(c) for c in choices), default=1)):
            values = {k: c[-1 - pick] for k, c in zip(objects, choices, strict=True)}
            try:
                yield reverse(endpoint.name, kwargs={**fixed, **values}), district
            except NoReverseMatch:
                report.unmapped.add(endpoint.name)
                return
            if pick >= PICKS:
                break


def _post(client: Client, endpoint: Endpoint, url: str) -> Any:
    """A form for pages; JSON that names a version for the API, so that the call gets as far as the object."""
    if endpoint.api:
        return client.post(url, BODY, content_type="application/json", headers={"If-Match": '"1"'})
    return client.post(url, BODY)


def _answers_as_for_nothing(client: Client, endpoint: Endpoint, url: str, response: Any, write: bool) -> bool:
    """The API judges the body before it looks for the object: then a foreign one must answer byte for byte like none."""
    if not endpoint.api or response.streaming:
        return False
    nowhere = re.sub(r"/[0-9]+(?=/|$)", "/999999999", url)
    other = _post(client, endpoint, nowhere) if write else client.get(nowhere)
    return (other.status_code, other.content) == (response.status_code, response.content)


def _cell(
    report: Report,
    client: Client,
    endpoint: Endpoint,
    url: str,
    district: int | None,
    name: str,
    foreign: list[int],
    world: World,
    actor: Actor,
    write: bool,
) -> None:
    if write and "POST" not in endpoint.methods:
        return
    report.cells += 1
    report.visited.add((name, endpoint.name))
    response: Any = _post(client, endpoint, url) if write else client.get(url)
    label = f"{name} {'POST' if write else 'GET'} {url} -> {response.status_code}"
    if response.status_code >= 500:
        report.errors.append(label)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    own = world.operators[world.districts[0]].user_id == actor.user_id
    hidden = [d for d in foreign if not (own and d == world.districts[0])]
    for other in hidden:
        if canary(other).encode() in body:
            report.leaks.append(f"{label}: shows {other}")
    refused = response.status_code in REFUSED or _answers_as_for_nothing(
        client, endpoint, url, response, write
    )
    if district in hidden and not refused:
        report.leaks.append(f"{label}: answered for {district}")
