"""The pages of versions and proposals: who proposed what, who agreed, from when it holds, what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.workflow.rights import Place
from kernel import clock
from kernel.presentation import Badge
from policy.enums import ProposalKind, ProposalState
from policy.law import Pack
from policy.loader.parse import parse_pack
from policy.models import PackVersion, Proposal
from policy.presentation.calendars import arrangement_rows, calendar_facts, changed_days, statutory_missing
from policy.presentation.differences import Group, difference_groups
from policy.queries import history
from policy.queries.loaded import current
from policy.workflow.packs import FROM_EVER
from policy.workflow.proposals import OWN_PROPOSAL
from regions.codes import NATION, parse
from regions.keyset import Page
from regions.queries import name as region_name

STATES: dict[str, Badge] = {
    ProposalState.DRAFT: Badge(gettext_lazy("In preparation"), "pencil", "dashed"),
    ProposalState.PROPOSED: Badge(gettext_lazy("Waiting for approval"), "clock", "accent"),
    ProposalState.APPROVED: Badge(gettext_lazy("Approved"), "circle-check", "ok"),
    ProposalState.RETURNED: Badge(gettext_lazy("Returned"), "refresh", "warn"),
    ProposalState.WITHDRAWN: Badge(gettext_lazy("Withdrawn"), "minus", "mute"),
}
IN_FORCE = Badge(gettext_lazy("Version in force"), "circle-check", "ok")
SCHEDULED = Badge(gettext_lazy("Takes effect later"), "clock", "accent")
EARLIER = Badge(gettext_lazy("Earlier version"), "history", "mute")


@dataclass(frozen=True)
class VersionLine:
    row: PackVersion
    place: str
    badge: Badge

    @property
    def shipped(self) -> bool:
        """It came with the platform; nobody here proposed it."""
        return self.row.approved_by_id is None

    @property
    def begins(self) -> date | None:
        """The day it took effect; None for the first of its pack, which answers for every day."""
        return None if self.row.effective_on == FROM_EVER else self.row.effective_on


def place_of(code: str) -> str:
    """The name of the pack of a code: 赣州市, 国家."""
    pack = current().packs.get(parse(code))
    return str(pack.name) if pack else region_name(parse(code))


def version_line(row: PackVersion, in_force: Mapping[str, str]) -> VersionLine:
    badge = (
        IN_FORCE
        if in_force.get(row.code) == row.version
        else SCHEDULED
        if row.effective_on > clock.today()
        else EARLIER
    )
    return VersionLine(row, place_of(row.code), badge)


def versions_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The history of the packs, of one of them if it is asked for, and what waits for somebody."""
    code = query.get("pack", "")
    packs = sorted(current().packs.values(), key=lambda pack: (pack.code != "CN", pack.code))
    found, held = history.version_page(query, code), history.in_force()
    may = bool(decide(actor, Action.POLICY_PROPOSE))
    return {
        "lines": [version_line(row, held) for row in found.rows],
        "packs": [("", _("All")), *((p.code, f"{p.code} {p.name}") for p in packs)],
        "pack": code,
        "waiting": history.proposal_page({}, ProposalState.PROPOSED, 8).rows if may else [],
        "may_propose": may,
        "missing": history.missing_year() if decide(actor, Action.POLICY_PROPOSE, Place(NATION)) else None,
        **pages(found, "policy:versions", {"pack": code} if code else {}),
    }


def pages(found: Page, name: str, kept: Mapping[str, str]) -> dict[str, str]:
    """The addresses before and after a page of a list."""
    here = reverse(name)
    return {
        "next_url": f"{here}?{urlencode({**kept, 'after': found.next})}" if found.next else "",
        "previous_url": f"{here}?{urlencode({**kept, 'before': found.previous})}" if found.previous else "",
    }


def proposals_context(query: Mapping[str, str]) -> dict[str, Any]:
    """What was proposed in the scope, in one state if it is asked for."""
    state = query.get("state", "")
    state = state if state in ProposalState.values else ""
    found = history.proposal_page(query, state)
    return {
        "rows": [(row, STATES[row.state], _called(row)) for row in found.rows],
        "states": [("", _("All")), *((value, STATES[value].label) for value in ProposalState.values)],
        "state": state,
        **pages(found, "policy:proposals", {"state": state} if state else {}),
    }


def _called(row: Proposal) -> str:
    if row.kind == ProposalKind.CALENDAR:
        return _("Working days of %(year)s") % {"year": row.code}
    return place_of(row.code)


def version_context(actor: Actor, row: PackVersion) -> dict[str, Any]:
    """One version: what it changed against the one before, and whether it can be proposed again."""
    before, after = history.version_before(row), history.version_after(row)
    may = decide(actor, Action.POLICY_PROPOSE, Place(parse(row.code)))
    return {
        "line": version_line(row, history.in_force()),
        "before": before,
        "after": after,
        "groups": _groups(before, row.content, row.version, row.effective_on) if before else [],
        "may_propose_again": bool(may) and after is not None,
    }


def proposal_context(actor: Actor, row: Proposal) -> dict[str, Any]:
    """One proposal with its difference to what is in force, and what the actor may do about it now."""
    open_ = row.state in (ProposalState.DRAFT, ProposalState.PROPOSED)
    own = row.proposed_by_id is not None and row.proposed_by_id == actor.user_id
    decides = row.state == ProposalState.PROPOSED and bool(decide(actor, Action.POLICY_APPROVE, row))
    shown = _pack_part(row, open_) if row.kind == ProposalKind.PACK else _calendar_part(row, open_)
    return {
        "row": row,
        "badge": STATES[row.state],
        "called": _called(row),
        "is_calendar": row.kind == ProposalKind.CALENDAR,
        "open": open_,
        "may_submit": own and row.state == ProposalState.DRAFT,
        "may_withdraw": own and open_,
        "may_decide": decides and not own,
        "why_not": OWN_PROPOSAL if decides and own else None,
        "late": row.state == ProposalState.PROPOSED
        and row.effective_on is not None
        and row.effective_on < clock.today(),
        **shown,
    }


def _pack_part(row: Proposal, open_: bool) -> dict[str, Any]:
    last = history.last_version(row.code)
    base = (
        history.version_called(row.code, row.base)
        if row.base and (last is None or last.version != row.base)
        else last
        if row.base
        else None
    )
    since = history.versions_since(row.code, row.base) if open_ and last and last.version != row.base else []
    first = row.effective_on or clock.today()
    return {
        "base": base,
        "since": since,
        "groups": _groups(base, row.content, row.version, first),
        "first": first,
    }


def _calendar_part(row: Proposal, open_: bool) -> dict[str, Any]:
    last = history.latest_arrangement(int(row.code))
    return {
        "facts": calendar_facts(row.content),
        "festivals": arrangement_rows(row.content),
        "changed": changed_days(row.content) if open_ else [],
        "statutory": statutory_missing(row.content) if open_ else [],
        "since": [last] if open_ and last is not None and last.label != row.base else [],
        "base": last,
        "effects_url": _address("obligations:proposal-effects", row.pk) if open_ else "",
        "recount_url": _address("obligations:recount") if row.state == ProposalState.APPROVED else "",
    }


def _address(name: str, *args: object) -> str:
    """A page of an app to the right of this one; '' where it does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _groups(base: PackVersion | None, content: Mapping[str, Any], version: str, first: date) -> list[Group]:
    above = {code: document for pack in current().packs.values() for code, document in pack.documents.items()}
    old: Pack | None = parse_pack(base.content, version=base.version, above=above) if base else None
    return difference_groups(old, parse_pack(content, version=version, above=above), first)
