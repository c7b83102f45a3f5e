"""The queue of claims as a page: budgets above, the own step first, what can be passed together."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from kernel.periods import add_months
from policy.queries import programmes
from regions.codes import level_of
from regions.enums import Level
from regions.keyset import Page
from subsidies.enums import PAYING, Code
from subsidies.presentation.claims import TABS, ClaimRow, budget_bars, own_tab, rows_of
from subsidies.queries.claims import count_by_state

_PERIOD = re.compile(r"20[0-9]{2}(-(0[1-9]|1[0-2]))?")
_BULK = {"making": Action.CLAIM_MAKE, "checking": Action.CLAIM_CHECK}


def chosen_filters(query: Mapping[str, str]) -> dict[str, Any]:
    """Programme and reason of a cut, as the address asks for them; what is unknown filters nothing."""
    code = query.get("code", "")
    return {
        "programme": query.get("programme", "")[:40],
        "code": code if code in Code.values else "",
        "period": read_period(query.get("period", "")),
    }


def read_period(text: str) -> str:
    """A month "2025-03" or a year "2025" as typed; nothing for anything else."""
    return text if _PERIOD.fullmatch(text) else ""


def queue_context(actor: Actor, query: Mapping[str, str], tab: str, found: Page) -> dict[str, Any]:
    """Everything the page of claims shows."""
    year, here, chosen = clock.today().year, reverse("subsidies:claims"), chosen_filters(query)
    kept = {name: value for name, value in chosen.items() if value}
    rows = rows_of(found.rows)
    return {
        "tab": tab,
        "tabs": _tabs(actor, tab, here),
        "rows": rows,
        "totals": _totals(rows),
        "bars": budget_bars(actor.region_id, year) if actor.post else [],
        "year": year,
        "filters": _filters(actor, chosen),
        "filtered": bool(kept),
        "clear_url": f"{here}?tab={tab}" if kept else "",
        "may_propose": bool(decide(actor, Action.CLAIM_PROPOSE)),
        "may_pass": tab == own_tab(actor) and tab in _BULK,
        "next_url": f"{here}?{urlencode({'tab': tab, **kept, 'after': found.next})}" if found.next else "",
        "previous_url": f"{here}?{urlencode({'tab': tab, **kept, 'before': found.previous})}"
        if found.previous
        else "",
    }


def _tabs(actor: Actor, tab: str, here: str) -> list[dict[str, Any]]:
    """Tabs with how many claims each holds; above a district nobody counts them at every visit."""
    own = actor.post is not None and level_of(actor.region_id) in (Level.DISTRICT, Level.STREET)
    counts = count_by_state() if own else {}
    return [
        {
            "label": label,
            "url": f"{here}?tab={key}",
            "count": sum(counts.get(state, 0) for state in states) if own and states else None,
            "current": key == tab,
        }
        for key, (label, states) in TABS.items()
    ]


def _filters(actor: Actor, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    known = [(term.id, str(term.name)) for term in programmes(actor.region_id)]
    cuts = [(code.value, str(code.label)) for code in Code if code not in PAYING]
    return [
        {
            "name": "programme",
            "label": _("Programme"),
            "options": [("", _("all")), *known],
            "value": chosen["programme"],
        },
        {
            "name": "code",
            "label": _("Reason of a cut"),
            "options": [("", _("any")), *cuts],
            "value": chosen["code"],
        },
        {
            "name": "period",
            "label": _("Period"),
            "options": [("", _("any")), *_periods(chosen["period"])],
            "value": chosen["period"],
        },
    ]


def _periods(chosen: str) -> list[tuple[str, str]]:
    """This and the last two years with the last fifteen months; also what is chosen from farther back."""
    today = clock.today()
    first = today.replace(day=1)
    found = [str(today.year - back) for back in range(3)]
    found += [f"{add_months(first, -back):%Y-%m}" for back in range(15)]
    if chosen and chosen not in found:
        found.append(chosen)
    return [(each, each) for each in found]


def _totals(rows: list[ClaimRow]) -> dict[str, int]:
    """Sums of the page: amount and shares, in fen."""
    found = {"amount": 0, "city": 0, "county": 0}
    for row in rows:
        found["amount"] += row.claim.amount or 0
        for payer, part in row.claim.shares.items():
            found[payer] = found.get(payer, 0) + part
    return found
