"""What the registrar's journeys share: the form filled in by its fields, and looking at what was stored."""

from typing import Any

from playwright.sync_api import Locator, Page

from facilities.models import Facility
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.models import Registration

APPROVED = "2026-04-28"


def fill(page: Page, **fields: str) -> None:
    """Write into the push form: radios and lists are chosen, the rest is typed."""
    form = page.locator("#push-form, #act-form")
    for name, value in fields.items():
        control = form.locator(f"[name={name}]")
        if name == "entity_kind":
            form.locator(f"[name=entity_kind][value={value}]").check()
        elif name == "street":
            control.select_option(label=value)
        else:
            control.fill(value)
            control.blur()


def values(page: Page, *names: str) -> dict[str, str]:
    """What stands in the form now."""
    form = page.locator("#push-form, #act-form")
    return {name: form.locator(f"[name={name}]").input_value() for name in names}


def field(page: Page, name: str) -> Locator:
    """The box of one field, with its error."""
    return page.locator(".ty-field", has=page.locator(f"[name={name}]"))


def good(**changes: Any) -> dict[str, str]:
    return {
        "entity_kind": "SOCIAL_SERVICE_ORG",
        "name": "示例·春芽托育服务中心",
        "approved_on": APPROVED,
        "head_name": "示例·孙悦",
        "phone": "13800000000",
        "street": "解放街道",
        "address": "示例路 20 号 1 层",
        "business_scope": "3 岁以下婴幼儿托育服务",
    } | changes


def counts() -> tuple[int, int]:
    """(facilities, standing registrations)"""
    with nation_scope(reason="a test looks"):
        return Facility.objects.count(), Registration.objects.filter(state="PUSHED").count()


def open_rules(uscc: str) -> list[str]:
    with nation_scope(reason="a test looks"):
        rows = Obligation.objects.filter(facility__uscc=uscc, status="OPEN").order_by("rule")
        return list(rows.values_list("rule", flat=True))
