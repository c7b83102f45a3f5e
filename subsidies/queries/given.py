"""The facts of a claim from what its operator states: what the platform knows itself is taken from the platform."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from facilities.models import Facility
from policy.law import TABLE_KINDS, Programme
from subsidies.queries.facts import facts_now
from subsidies.queries.subjects import BY_MONTH, MONTHLY, PERIODIC, period_subject

#: How a year is written, and how a month.
_PERIOD = (re.compile(r"20[0-9]{2}"), re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])"))


def facts_given(
    facility: Facility,
    term: Programme,
    *,
    months: Sequence[str] = (),
    stated: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Facts of signed months (2024-12) for a programme by months, of what is `stated` for any other.

    Raises FactsRefused naming every month that cannot be claimed, and more places than are filed.
    """
    facts = dict(stated or {})
    if term.kind in BY_MONTH and months:
        facts = {"months": [{"month": name} for name in dict.fromkeys(months)]}
    return facts_now(facility, term.id, facts, typed=True)


def inactive(term: Programme) -> bool:
    """Whether the text names amounts nowhere and nobody has entered a table yet: nothing can be claimed."""
    return term.kind in TABLE_KINDS and not any(each.name == "amount" for each in term.parameters)


def subject_given(term: Programme, period: str) -> str:
    """The subject of a claim of a stated period (2025 or 2025-03); "" where the facts say what it is about.

    Raises DomainError where the period lacks.
    """
    if term.kind not in PERIODIC:
        return ""
    if not _PERIOD[term.kind in MONTHLY].fullmatch(period):
        shown = "2025-03" if term.kind in MONTHLY else "2025"
        raise DomainError(_("Write it like %(shown)s.") % {"shown": shown}, field="period")
    return period_subject(period)
