"""Claims in words: the queue with its budgets, one claim opened to its steps, and what may be done with it now."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.queries import names_of
from kernel import clock
from kernel.presentation import Badge
from policy.errors import UnknownProgramme
from policy.law import Programme, ProgrammeKind
from policy.queries import law_in_use, programme, programmes
from subsidies.enums import ClaimState, Code, Payer
from subsidies.models import Budget, SubsidyClaim
from subsidies.presentation.explanation import Explanation, explained
from subsidies.queries.budgets import budgets_of_district, rests
from subsidies.queries.claims import cuts_of, places_in_queue
from subsidies.queries.quoting import quote
from subsidies.serializers.claims import read_claim

STATES: dict[str, Badge] = {
    state.value: Badge(state.label, icon, tone)  # type: ignore[arg-type]
    for state, icon, tone in (
        (ClaimState.DRAFT, "pencil", "plain"),
        (ClaimState.FACTS, "clock", "accent"),
        (ClaimState.MAKING, "clock", "accent"),
        (ClaimState.QUEUED, "hourglass", "warn"),
        (ClaimState.CHECKING, "users", "accent"),
        (ClaimState.APPROVED, "circle-check", "ok"),
        (ClaimState.PAID, "circle-check", "ok"),
        (ClaimState.RETURNED, "history", "warn"),
        (ClaimState.REJECTED, "ban", "mute"),
        (ClaimState.WITHDRAWN, "minus", "mute"),
        (ClaimState.SIMULATED, "circle-dashed", "dashed"),
    )
}
#: Tab of the queue → states it holds.
TABS: dict[str, tuple[object, tuple[str, ...]]] = {
    "facts": (gettext_lazy("Facts"), (ClaimState.FACTS,)),
    "making": (gettext_lazy("First review"), (ClaimState.MAKING,)),
    "checking": (gettext_lazy("Second review"), (ClaimState.CHECKING,)),
    "queued": (gettext_lazy("Budget queue"), (ClaimState.QUEUED,)),
    "returned": (gettext_lazy("Returned"), (ClaimState.RETURNED,)),
    "approved": (gettext_lazy("To be paid"), (ClaimState.APPROVED,)),
    "paid": (gettext_lazy("Paid"), (ClaimState.PAID,)),
    "all": (gettext_lazy("All"), ()),
}
_OWN_TAB = {
    Action.CLAIM_FACTS: "facts",
    Action.CLAIM_MAKE: "making",
    Action.CLAIM_CHECK: "checking",
    Action.PAYMENT_RELEASE: "approved",
}


def own_tab(actor: Actor) -> str:
    """Where this person's work lies."""
    return next((tab for action, tab in _OWN_TAB.items() if decide(actor, action)), "all")


@dataclass(frozen=True)
class ReviewStep:
    """First or second review of a claim. `state`: done, now, waits; `said`: who and when, or what it waits for."""

    name: str
    state: str
    said: str


def _steps(claim: SubsidyClaim, names: Mapping[int, str]) -> list[ReviewStep]:
    """Both reviews, always visible; the one whose turn it is stands out."""
    return [
        _step(_("First review"), claim.made_by_id, claim.made_at, claim.state == ClaimState.MAKING, names),
        _step(
            _("Second review"),
            claim.checked_by_id,
            claim.checked_at,
            claim.state == ClaimState.CHECKING,
            names,
        ),
    ]


def _step(name: str, by: int | None, at: datetime | None, now: bool, names: Mapping[int, str]) -> ReviewStep:
    if at is not None:
        return ReviewStep(name, "done", f"{names.get(by or 0, '')} {timezone.localtime(at):%m-%d}".strip())
    return ReviewStep(name, "now" if now else "waits", _("waits to be done") if now else _("not begun"))


@dataclass(frozen=True)
class ClaimRow:
    claim: SubsidyClaim
    programme: str
    badge: Badge
    period: str
    cuts: list[tuple[str, int]]
    place: int | None
    lacking: list[tuple[str, int]]
    steps: list[ReviewStep]

    @property
    def clean(self) -> bool:
        """Nothing was cut and nobody has to decide: may be passed with others."""
        return bool(self.claim.amount) and not self.cuts


def rows_of(claims: Iterable[SubsidyClaim]) -> list[ClaimRow]:
    """Lines of the queue, in as many statements for one as for many."""
    found = list(claims)
    cuts, short, places = cuts_of(found), _short(found), places_in_queue(found)
    names = names_of({by for each in found for by in (each.made_by_id, each.checked_by_id) if by})
    return [
        ClaimRow(
            claim=each,
            programme=programme_name(each),
            badge=STATES[each.state],
            period=period_of(each),
            cuts=[(str(Code(code).label), n) for code, n in cuts.get(each.pk, Counter()).items()],
            place=places.get(each.pk),
            lacking=short.get(each.pk, []),
            steps=_steps(each, names),
        )
        for each in found
    ]


def _short(claims: list[SubsidyClaim]) -> dict[int, list[tuple[str, int]]]:
    """What each budget lacks for the claims that wait for it."""
    waiting = [claim for claim in claims if claim.state == ClaimState.QUEUED]
    if not waiting:
        return {}
    left = rests({claim.district for claim in waiting}, clock.today().year)
    found: dict[int, list[tuple[str, int]]] = {}
    for claim in waiting:
        for payer, part in claim.shares.items():
            rest = left.get((claim.district, claim.programme, payer), 0)
            if part > rest:
                found.setdefault(claim.pk, []).append((str(Payer(payer).label), part - rest))
    return found


def programme_name(claim: SubsidyClaim) -> str:
    """The programme of a claim as the text calls it."""
    return programme_words(claim.region_id, claim.programme)


def programme_words(region_id: int, programme_id: str) -> str:
    """A programme as the text calls it; its id where the law in use has it no longer."""
    try:
        return str(programme(region_id, programme_id)[-1].name)
    except UnknownProgramme:
        return programme_id


def period_of(claim: SubsidyClaim) -> str:
    """2024-12 to 2025-02, or the day of the works."""
    months = claim.subject.split("+")
    if ":" in claim.subject:
        return claim.subject.partition(":")[2]
    return months[0] if len(months) == 1 else f"{months[0]} {_('to')} {months[-1]}"


@dataclass(frozen=True)
class BudgetBar:
    """One level of one programme: what is paid, approved, reserved and left, in fen."""

    budget: Budget
    payer: str
    parts: list[tuple[int, str]]


def budget_bars(region: int, year: int) -> list[tuple[str, list[BudgetBar]]]:
    """Each programme by name with its budgets in the district; nothing where the reader's place is above one."""
    found: dict[str, list[BudgetBar]] = {}
    names = {term.id: str(term.name) for term in programmes(region)}
    for row in budgets_of_district(region, year):
        parts = [(row.paid, "accent"), (row.approved, "ok"), (row.reserved, "warn"), (row.rest, "ground")]
        name = names.get(row.programme, row.programme)
        found.setdefault(name, []).append(BudgetBar(row, str(Payer(row.payer).label), parts))
    return list(found.items())


def explanation_of(claim: SubsidyClaim) -> Explanation:
    """The steps of a submitted claim, by the facts and the law that were frozen with it."""
    with law_in_use(claim.law):
        terms = programme(claim.region_id, claim.programme)
        facts = read_claim(terms[-1], claim.facts)
        return explained(quote(claim.region_id, claim.programme, facts), facts)


def programme_of(claim: SubsidyClaim) -> Programme:
    """The programme in the law that the claim was judged by."""
    with law_in_use(claim.law):
        return programme(claim.region_id, claim.programme)[-1]


def people_of(claim: SubsidyClaim) -> list[dict[str, Any]]:
    """Who did what, in order: submitted, facts, first and second review, payment."""
    steps = (
        (_("Submitted by the facility"), claim.submitted_by_id, claim.submitted_at),
        (_("Facts confirmed"), claim.facts_by_id, claim.facts_at),
        (_("First review"), claim.made_by_id, claim.made_at),
        (_("Second review"), claim.checked_by_id, claim.checked_at),
        (_("Released"), claim.paid_by_id, claim.paid_at),
    )
    names = names_of([by for _words, by, _at in steps])
    return [
        {"words": words, "name": names.get(by or 0, ""), "at": at, "done": at is not None}
        for words, by, at in steps
    ]


_ACTS: Mapping[str, tuple[tuple[str, Action], ...]] = {
    ClaimState.FACTS: (
        ("confirm", Action.CLAIM_FACTS),
        ("return", Action.CLAIM_FACTS),
        ("reject", Action.CLAIM_FACTS),
    ),
    ClaimState.MAKING: (
        ("make", Action.CLAIM_MAKE),
        ("return", Action.CLAIM_MAKE),
        ("reject", Action.CLAIM_MAKE),
    ),
    ClaimState.QUEUED: (("return", Action.CLAIM_MAKE), ("reject", Action.CLAIM_MAKE)),
    ClaimState.CHECKING: (("check", Action.CLAIM_CHECK), ("send_back", Action.CLAIM_CHECK)),
    ClaimState.APPROVED: (("claw_back", Action.CLAWBACK_ORDER),),
    ClaimState.PAID: (("claw_back", Action.CLAWBACK_ORDER),),
}


def acts_for(claim: SubsidyClaim, actor: Actor) -> list[str]:
    """What this person may do with the claim now; the verbs ask again."""
    found = [name for name, action in _ACTS.get(claim.state, ()) if decide(actor, action, claim)]
    if claim.amount is None and "make" in found:
        found[found.index("make")] = "recompute"
    if not claim.amount and "make" in found:
        found.remove("make")
    return found


def asks_reason(claim: SubsidyClaim, act: str) -> bool:
    """Whether an act that needs no reason otherwise needs one for this claim: an award at discretion is explained."""
    return act == "confirm" and programme_of(claim).kind == ProgrammeKind.AWARD
