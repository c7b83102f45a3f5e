"""Filings in every state of the officer's side, made by the real verbs on the day of the pictures."""

from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from facilities.models import Facility
from kernel import clock
from regions.models import Region
from registration.enums import Channel, Verdict
from registration.models import Filing
from registration.rules import RegistrationFacts
from registration.workflow import drafting, pushing, reviewing, starting, submitting
from tests.cast import JIEFANG_STREET, Cast, as_actor, uscc
from tests.filing import FORM, hand_in_everything

RECEIVED = datetime(2026, 4, 30, 15, 22, tzinfo=clock.ZONE)


def push(cast: Cast, **facts: Any) -> Facility:
    """A registration approved on 28 April and pushed on the 29th."""
    values = {
        "entity_kind": "FOR_PROFIT",
        "name": FORM["name"],
        "uscc": uscc(),
        "approved_on": date(2026, 4, 28),
        "address": "章贡区示例路 1 号 1 层",
        "business_scope": "托育服务",
        "head_name": "示例·李青",
        "phone": "13812345678",
    } | facts
    with clock.frozen(datetime(2026, 4, 29, 9, 30, tzinfo=clock.ZONE)), as_actor(cast.registrar):
        row = pushing.push(
            by=cast.registrar,
            facts=RegistrationFacts(**values),
            region=Region.objects.get(pk=JIEFANG_STREET),
            registrar=cast.department(cast.registrar.region_id, cast.registrar.post.kind),  # type: ignore[union-attr]
            channel=Channel.FORM,
        )
    assert row.facility is not None
    return row.facility


def submitted(
    cast: Cast, *, at: datetime = RECEIVED, form: dict[str, Any] | None = None, **facts: Any
) -> Filing:
    """A complete first filing handed in on 30 April at 15:22."""
    cast.officer  # noqa: B018  the office that receives it must exist
    facility = push(cast, **facts)
    operator = cast.operator(facility, name=f"operator-{facility.pk}")
    with clock.frozen(at), as_actor(operator):
        filing = starting.start_filing(by=operator, facility_id=facility.pk)
        given = {**FORM, "name": facility.name, "entity_kind": facility.entity_kind, **(form or {})}
        drafting.save_draft(by=operator, filing_id=filing.pk, form=given)
        hand_in_everything(operator, filing)
        filing = submitting.submit(by=operator, filing_id=filing.pk)
    cast.__dict__.setdefault("operators", {})[filing.pk] = operator
    return filing


def operator_of(cast: Cast, filing: Filing) -> Actor:
    operator: Actor = cast.__dict__["operators"][filing.pk]
    return operator


def checked(cast: Cast, filing: Filing, **supplements: str) -> Filing:
    """Every item has its verdict: in order, but those named with a reason."""
    with as_actor(cast.officer):
        for row in filing.materials.filter(applicable=True):
            reason = supplements.get(row.code, "")
            verdict = Verdict.SUPPLEMENT if reason else Verdict.OK
            reviewing.give_verdict(
                by=cast.officer, filing_id=filing.pk, code=row.code, verdict=verdict, reason=reason
            )
        return Filing.objects.get(pk=filing.pk)
