"""What the interface takes and gives: the shapes of its schema, and the reading of one item."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from accounts.errors import DomainError
from kernel import clock
from policy.enums import EntityKind
from regions.codes import short
from registration.enums import Channel, RegistrationKind, RegistrationState
from registration.items import MAX_ITEMS, Item
from registration.models import Registration
from registration.problems import Problem
from registration.rules import LIMITS


class RegistrationItem(serializers.Serializer[Any]):
    """One approved registration, as its registrar pushes it."""

    entity_kind = serializers.ChoiceField(
        EntityKind.choices, help_text="Kind of legal person; it decides who registers it."
    )
    name = serializers.CharField(max_length=LIMITS["name"])
    uscc = serializers.CharField(
        max_length=18, help_text="Unified social credit code, 18 characters, check digit verified."
    )
    approved_on = serializers.DateField(help_text="Day of approval (核准登记), not in the future.")
    region = serializers.CharField(
        max_length=12,
        help_text="Division code of the street (9 or 12 digits) or district (6). Retired codes are followed.",
    )
    address = serializers.CharField(max_length=LIMITS["address"])
    business_scope = serializers.CharField(
        max_length=LIMITS["business_scope"], help_text="Must name childcare (托育), or be confirmed."
    )
    head_name = serializers.CharField(max_length=LIMITS["head_name"], required=False, allow_blank=True)
    phone = serializers.CharField(max_length=LIMITS["phone"], required=False, allow_blank=True)
    external_id = serializers.CharField(
        max_length=LIMITS["external_id"],
        required=False,
        allow_blank=True,
        help_text="Your own number; comes back with the result.",
    )
    confirmed = serializers.ListField(child=serializers.ChoiceField(["business_scope"]), required=False, help_text="Fields whose doubt somebody has confirmed.")  # fmt: skip


class Batch(serializers.Serializer[Any]):
    items = RegistrationItem(many=True, help_text=f"At most {MAX_ITEMS}.")


class Correction(RegistrationItem):
    """Any fields of a registration that were wrong, and why it is corrected. What is left out stays."""

    reason = serializers.CharField(max_length=500)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "reason"
        return fields


class Changes(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=LIMITS["name"], required=False)
    address = serializers.CharField(max_length=LIMITS["address"], required=False)
    head_name = serializers.CharField(max_length=LIMITS["head_name"], required=False)
    phone = serializers.CharField(max_length=LIMITS["phone"], required=False)
    business_scope = serializers.CharField(max_length=LIMITS["business_scope"], required=False)
    entity_kind = serializers.ChoiceField(EntityKind.choices, required=False)


class Change(serializers.Serializer[Any]):
    """A registered change (变更登记)."""

    approved_on = serializers.DateField()
    changes = Changes()
    external_id = serializers.CharField(max_length=LIMITS["external_id"], required=False, allow_blank=True)


class Cancellation(serializers.Serializer[Any]):
    """A registered cancellation (注销登记)."""

    approved_on = serializers.DateField()
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    external_id = serializers.CharField(max_length=LIMITS["external_id"], required=False, allow_blank=True)


class Fault(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class Result(serializers.Serializer[Any]):
    """What became of one item."""

    index = serializers.IntegerField(help_text="Place in the batch, from 0.")
    status = serializers.ChoiceField(["PUSHED", "DUPLICATE", "REFUSED"])
    http_status = serializers.IntegerField(help_text="What this item alone would be answered with.")
    id = serializers.IntegerField(
        allow_null=True, help_text="The registration; of a duplicate, the earlier one."
    )
    facility_id = serializers.IntegerField(allow_null=True)
    uscc = serializers.CharField(allow_blank=True)
    external_id = serializers.CharField(allow_blank=True)
    region = serializers.CharField(allow_blank=True, help_text="The division the item was stored under.")
    retired_region = serializers.CharField(
        allow_blank=True, help_text="The retired code it was sent with, if any."
    )
    matched = serializers.BooleanField(help_text="The facility had filed before the push came.")
    code = serializers.CharField(allow_blank=True)
    message = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_blank=True)
    remedy = serializers.CharField(allow_blank=True)
    errors = serializers.DictField(  # type: ignore[assignment]
        child=Fault(many=True), help_text="Field → what is wrong with it."
    )
    problems = serializers.ListField(child=serializers.DictField(), help_text="The same as a flat list.")
    offices = serializers.ListField(
        child=serializers.CharField(), help_text="Who registers this kind there, when it is not you."
    )


class Results(serializers.Serializer[Any]):
    results = Result(many=True)
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="PUSHED, DUPLICATE, REFUSED → how many."
    )


class Stored(serializers.Serializer[Any]):
    """A registration as it stands."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(RegistrationKind.choices)
    state = serializers.ChoiceField(RegistrationState.choices)
    channel = serializers.ChoiceField(Channel.choices)
    entity_kind = serializers.ChoiceField(EntityKind.choices)
    name = serializers.CharField()
    uscc = serializers.CharField()
    approved_on = serializers.DateField()
    region = serializers.CharField()
    address = serializers.CharField()
    business_scope = serializers.CharField()
    head_name = serializers.CharField()
    external_id = serializers.CharField()
    pushed_at = serializers.DateTimeField(allow_null=True)
    matched = serializers.BooleanField()
    corrects = serializers.IntegerField(allow_null=True)
    facility_id = serializers.IntegerField(allow_null=True)
    facility_state = serializers.CharField(allow_blank=True)
    filed_on = serializers.DateField(allow_null=True)


class StoredList(serializers.Serializer[Any]):
    results = Stored(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Value of `after` for the next page; null at the end."
    )


def stored(row: Registration) -> dict[str, Any]:
    """A registration for the interface. Telephone numbers are not given back."""
    facility = row.facility
    return {
        "id": row.pk,
        "version": row.version,
        **{n: getattr(row, n) for n in ("kind", "state", "channel", "entity_kind", "name", "uscc")},
        "approved_on": row.approved_on.isoformat(),
        "region": short(row.region_id),
        **{n: getattr(row, n) for n in ("address", "business_scope", "head_name", "external_id")},
        "pushed_at": row.pushed_at.astimezone(clock.ZONE).isoformat() if row.pushed_at else None,
        "matched": row.matched_at is not None,
        "corrects": row.corrects_id,
        "facility_id": row.facility_id,
        "facility_state": facility.state if facility else "",
        "filed_on": facility.filed_on.isoformat() if facility and facility.filed_on else None,
    }


def faults(problems: Mapping[str, list[Problem]]) -> dict[str, list[dict[str, str]]]:
    """Field → its faults, each with a stable code and a sentence."""
    return {
        name: [{"code": getattr(p, "code", "INVALID"), "message": str(p)} for p in found]
        for name, found in problems.items()
    }


def result(index: int, item: Item, outcome: Registration | DomainError) -> dict[str, Any]:
    """What is told of one item: the registration it became, or every reason why it did not."""
    answer: dict[str, Any] = {
        "index": index,
        "status": "PUSHED",
        "http_status": 201,
        "id": None,
        "facility_id": None,
        "uscc": item.uscc,
        "external_id": item.external_id,
        "region": short(item.place.code) if item.place else "",
        "retired_region": short(item.place.retired_from) if item.place and item.place.retired_from else "",
        "matched": False,
        **refusal(None),
    }
    if isinstance(outcome, DomainError):
        duplicate = outcome.status == 409 and "registration" in outcome.extra
        answer |= refusal(outcome)
        answer |= {"status": "DUPLICATE" if duplicate else "REFUSED", "http_status": outcome.status}
        answer["id"] = outcome.extra.get("registration")
        return answer
    answer |= {"id": outcome.pk, "facility_id": outcome.facility_id, "uscc": outcome.uscc}
    return answer | {"region": short(outcome.region_id), "matched": outcome.matched_at is not None}


def refusal(error: DomainError | None) -> dict[str, Any]:
    """The reasons of a refusal in the shape of the whole interface, and by field; all empty without one."""
    if error is None:
        empty = dict.fromkeys(("code", "message", "field", "remedy"), "")
        return {**empty, "errors": {}, "problems": [], "offices": []}
    found = error.extra.get("problems") or ({error.field: [error.message]} if error.field else {})
    errors = faults(found)
    return {
        "code": error.code,
        "message": str(error.message),
        "field": error.field or (next(iter(errors)) if len(errors) == 1 else ""),
        "remedy": str(error.remedy),
        "errors": errors,
        "problems": [{"field": name, **fault} for name, each in errors.items() for fault in each],
        "offices": list(error.extra.get("offices", ())),
    }


def counted(results: list[dict[str, Any]]) -> dict[str, int]:
    counts = Counter(each["status"] for each in results)
    return {name: counts[name] for name in ("PUSHED", "DUPLICATE", "REFUSED")}
