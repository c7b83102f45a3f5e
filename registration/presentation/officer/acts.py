"""The pages of single acts: a notice with its preview, a visit, a removal; and who changed what meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.wording import words_of
from kernel import clock
from registration.enums import FilingState
from registration.forms.officer import NOTICE_WORD
from registration.models import Filing
from registration.presentation.officer.bar import flagged
from registration.presentation.officer.materials import rules_of
from registration.presentation.officer.review import head_of
from registration.presentation.officer.words import SHOWN
from registration.queries.people import for_the_public
from registration.queries.review import (
    Change,
    applicable_materials,
    changes_since,
    failures_on_site,
    latest_notice,
)
from registration.workflow.reviewing import additions


@dataclass(frozen=True)
class Conflict:
    """Who was faster, when, and the differences: (what, as it is now, as it was meant)."""

    who: str
    when: datetime
    changes: list[tuple[str, str, str]]


def conflict_of(filing: Filing, seen: datetime | None, actor: Actor, yours: dict[str, str]) -> Conflict:
    """What others changed since the page was shown. `yours`: material code → what was about to be written."""
    found = changes_since(filing.pk, seen or filing.submitted_at or clock.now(), actor)
    names = {code: str(rule.name) for code, rule in rules_of(filing).items()}
    changes = [_difference(change, names, yours) for change in found]
    if not found:
        return Conflict(str(filing.reviewer or _("Somebody")), clock.now(), changes)
    return Conflict(found[-1].by or _("The facility"), found[-1].at, changes)


def _difference(change: Change, names: dict[str, str], yours: dict[str, str]) -> tuple[str, str, str]:
    if not change.code:
        return _("This filing"), str(words_of(change.what).title), ""
    said = {"ok": _("Conforms"), "supplement": _("Supplement"), "": _("not checked")}[SHOWN[change.what]]  # type: ignore[index]
    theirs = f"{said}：{change.reason}" if change.reason else said
    return names.get(change.code, change.code), f"{theirs}（{change.by}）", yours.get(change.code, "")


def act_context(filing: Filing, form: Any) -> dict[str, Any]:
    """What the page of one act shows: the filing's head, the form, what is asked for, the version it stands on."""
    materials = applicable_materials(filing)
    rules, asked = rules_of(filing), flagged(materials)
    return {
        **head_of(filing),
        "form": form,
        "asked": [(rules[row.code].name, row.reason) for row in asked if row.code in rules],
        "additions": [rules[code].name for code in additions(filing, asked) if code in rules],
        "recheck": filing.state in (FilingState.RECHECK, FilingState.NONCOMPLIANCE_NOTIFIED),
        "notice": latest_notice(filing),
        "word": getattr(form, "word", ""),
        "seen": clock.now().isoformat(),
    }


def preview_context(filing: Filing, form: Any) -> dict[str, Any]:
    """The notice as it will be: the reasons, the masked text with what was hidden, the day; the typed word."""
    data = form.data
    reasons = [line.strip(" \t；;。") for line in data.get("reasons", "").splitlines()]
    return {
        **act_context(filing, form),
        "reasons": [line for line in reasons if line],
        "masked": for_the_public(filing, data.get("public_text", "").strip()),
        "rectify_by": form.cleaned_data.get("rectify_by") if form.is_bound and form.is_valid() else None,
        "given": {name: data.get(name, "") for name in ("reasons", "public_text", "rectify_by", "version")},
        "word": NOTICE_WORD,
    }


def notice_initial(filing: Filing) -> dict[str, Any]:
    """What a notice starts with: what failed on site and what was marked, and a plain text for the public."""
    rules = rules_of(filing)
    asked = flagged(applicable_materials(filing))
    reasons = [
        *failures_on_site(filing),
        *(f"{rules[row.code].name}：{row.reason}" for row in asked if row.code in rules),
    ]
    text = _(
        "On verification %(name)s does not meet the conditions: %(reasons)s. It was ordered to rectify."
    ) % {
        "name": filing.facility.name,
        "reasons": "；".join(reason.strip("。；") for reason in reasons),
    }
    return {"reasons": "\n".join(reasons), "public_text": text if reasons else "", "version": filing.version}
