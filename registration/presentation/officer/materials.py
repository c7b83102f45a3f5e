"""The material list under review: what each item is, why it is asked for, what the checks say, the officer's verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.clock import local_date
from kernel.presentation import Badge, Clause
from policy.enums import Severity
from policy.queries import MaterialRule, material_list, presented
from policy.rules import applicable, material_problems
from registration.enums import Verdict
from registration.facts import FORM_CODE, material_facts
from registration.models import Filing, FilingFile, FilingMaterial
from registration.presentation.officer.words import SHOWN

_TONES = {
    Severity.BLOCK: ("alert-circle", "danger"),
    Severity.WARN: ("alert-triangle", "warn"),
    Severity.ADVICE: ("info-circle", "plain"),
}


@dataclass(frozen=True)
class HandedIn:
    """One file of a material, with the address that opens it on the left."""

    id: int
    name: str
    url: str
    pages: int


@dataclass(frozen=True)
class Item:
    """One line of the list, as `components/material_row.html` draws it."""

    code: str
    number: int
    name: object
    why: object
    rule: object
    checks: list[Badge]
    files: list[HandedIn]
    verdict: str
    reason: str
    current: bool
    clause: Clause
    verdict_url: str
    checked: tuple[str, Any] | None


def rules_of(filing: Filing) -> dict[str, MaterialRule]:
    """The materials as the law had them on the day of submission, by code."""
    return {rule.code: rule for rule, _asked in material_list(filing.region_id, {}, submitted_on(filing))}


def submitted_on(filing: Filing) -> date:
    return local_date(filing.submitted_at or filing.created_at)


def items_of(filing: Filing, materials: list[FilingMaterial], *, current: str) -> list[Item]:
    """The items that apply, numbered in order. `current` is the one open on the left."""
    rules = rules_of(filing)
    shown = [row for row in materials if row.applicable and row.code in rules]
    return [
        item_of(filing, row, rules[row.code], number, row.code == current)
        for number, row in enumerate(shown, 1)
    ]


def item_of(filing: Filing, row: FilingMaterial, rule: MaterialRule, number: int, current: bool) -> Item:
    facts = material_facts(filing.form, row.facts)
    return Item(
        code=row.code,
        number=number,
        name=rule.name,
        why=applicable(rule, facts).reason,
        rule=" · ".join(part for part in (str(rule.hint), _stated(filing, row)) if part),
        checks=_checks(rule, facts, submitted_on(filing)),
        files=files_of(filing, row),
        verdict=SHOWN[Verdict(row.verdict)],
        reason=row.reason,
        current=current,
        clause=presented(rule.source),
        verdict_url=reverse("registration:verdict", args=[filing.pk, row.code]),
        checked=(str(row.checked_by), row.checked_at) if row.checked_by else None,
    )


def _stated(filing: Filing, row: FilingMaterial) -> str:
    """What the operator stated about the paper: the lease's dates, until when it is valid, who signed the form."""
    facts = row.facts
    if row.code == FORM_CODE:
        signer = filing.form.get("signer")
        return _("filled in online, signed by %(who)s") % {"who": signer} if signer else _("filled in online")
    if facts.get("lease_from") and facts.get("lease_to"):
        return _("%(start)s to %(end)s") % {"start": facts["lease_from"], "end": facts["lease_to"]}
    if facts.get("valid_to"):
        return _("valid until %(day)s") % {"day": facts["valid_to"]}
    return _("no end printed") if facts.get("no_expiry") else ""


def _checks(rule: MaterialRule, facts: Mapping[str, object], on: date) -> list[Badge]:
    """What the automatic checks say on the day of submission; nothing where all is well."""
    return [Badge(p.message, *_TONES[p.severity]) for p in material_problems(rule, facts, on)]  # type: ignore[arg-type]


def files_of(filing: Filing, row: FilingMaterial) -> list[HandedIn]:
    """The files that count now; the online form stands for itself."""
    if row.code == FORM_CODE:
        return [HandedIn(0, _("Filing form and commitment"), view_url(filing, FORM_CODE), 0)]
    given: list[FilingFile] = row.handed_in  # type: ignore[attr-defined]
    return [
        HandedIn(
            each.file_id, each.file.original_name, view_url(filing, row.code, each.file_id), each.file.pages
        )
        for each in given
    ]


def view_url(filing: Filing, code: str, file_id: int | None = None) -> str:
    query = {"view": code} | ({"file": str(file_id)} if file_id else {})
    return f"{reverse('registration:filing', args=[filing.pk])}?{urlencode(query)}"


def folded_of(filing: Filing, materials: list[FilingMaterial]) -> list[tuple[object, object]]:
    """What does not apply, with the reason."""
    left_out = {row.code for row in materials if not row.applicable}
    listed = material_list(filing.region_id, material_facts(filing.form, {}), submitted_on(filing))
    return [(rule.name, answer.reason) for rule, answer in listed if rule.code in left_out]


@dataclass(frozen=True)
class Tally:
    """How far the checking has come."""

    ok: int
    supplement: int
    pending: list[Item]

    @property
    def complete(self) -> bool:
        return not self.pending and not self.supplement


def tally(items: list[Item]) -> Tally:
    return Tally(
        ok=sum(item.verdict == "ok" for item in items),
        supplement=sum(item.verdict == "supplement" for item in items),
        pending=[item for item in items if not item.verdict],
    )
