"""Duties put straight into the table, for tests of reading: many, in every state, without the story behind them."""

from datetime import date, timedelta
from typing import Any

from facilities.models import Facility
from kernel import clock
from obligations.enums import FACILITY, DueStatus, Status
from obligations.models import Obligation
from regions.scope import nation_scope

N25 = {
    "code": "N25",
    "article": "第九条",
    "short_zh": "国卫办人口发〔2019〕25号 第九条",
    "short_en": "N25 art. 9",
}
GZ = {
    "code": "GZ",
    "article": "三（三）1",
    "short_zh": "赣州方案 三（三）1",
    "short_en": "Ganzhou plan 3(3)1",
}


def duty(facility: Facility, **facts: Any) -> Obligation:
    """One open duty about a filing of the facility, due today unless the facts say otherwise."""
    today = clock.today()
    values: dict[str, Any] = {
        "region_id": facility.region_id,
        "facility": facility,
        "rule": "filing_receipt",
        "subject_type": "registration.filing",
        "subject_id": facility.pk * 100,
        "owner_kind": FACILITY,
        "trigger_event": "filing_materials_received",
        "trigger_at": clock.now() - timedelta(days=9),
        "trigger_on": today - timedelta(days=9),
        "days": 5,
        "due_on": today,
        "due_status": DueStatus.FIRM,
        "source": N25,
        "pack": "CN",
        "pack_version": "CN-2019.1",
        "opened_at": clock.now(),
    } | facts
    if values["due_status"] in (DueStatus.PROMPT, DueStatus.NOT_COMPUTABLE):
        values["due_on"] = values["days"] = None
    if values.get("status", Status.OPEN) != Status.OPEN:
        values.setdefault("settled_at", clock.now())
        values.setdefault("settled_on", clock.local_date(values["settled_at"]))
    with nation_scope(reason="test set-up"):
        return Obligation.objects.create(**values)


def due(facility: Facility, days: int, number: int = 0, **facts: Any) -> Obligation:
    """A duty due so many calendar days from today, about subject `number`."""
    return duty(
        facility,
        due_on=clock.today() + timedelta(days=days),
        subject_id=facility.pk * 100 + number,
        **facts,
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
