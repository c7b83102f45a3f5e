"""Payment batches in words: should against paid, three persons, what may be done now."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.demo import code_now
from accounts.forms.signing import CodeForm
from accounts.permissions import decide
from accounts.queries import factor_of, names_of
from kernel.presentation import Badge
from subsidies.enums import BankResult, BatchState
from subsidies.models import BatchLine, PaymentBatch, SubsidyClaim
from subsidies.presentation.claims import programme_words
from subsidies.queries.batches import batch_lines, claims_of, differences, waiting_for_payment

STATES: dict[str, Badge] = {
    state.value: Badge(state.label, icon, tone)  # type: ignore[arg-type]
    for state, icon, tone in (
        (BatchState.BUILT, "pencil", "plain"),
        (BatchState.FROZEN, "lock", "accent"),
        (BatchState.RELEASED, "send", "accent"),
        (BatchState.RECONCILED, "circle-check", "ok"),
        (BatchState.DISSOLVED, "minus", "mute"),
    )
}
RESULTS: dict[str, Badge] = {
    BankResult.NONE.value: Badge(BankResult.NONE.label, "clock", "plain"),  # type: ignore[arg-type]
    BankResult.PAID.value: Badge(BankResult.PAID.label, "circle-check", "ok"),  # type: ignore[arg-type]
    BankResult.FAILED.value: Badge(BankResult.FAILED.label, "alert-triangle", "warn"),  # type: ignore[arg-type]
}


@dataclass(frozen=True)
class LineShown:
    line: BatchLine
    name: str
    number: str
    badge: Badge
    paid: int
    difference: int
    may_reissue: bool


def batch_context(batch: PaymentBatch, actor: Actor) -> dict[str, Any]:
    """A batch with its lines. A line that was issued anew is settled by its new line."""
    lines = batch_lines(batch.pk)
    claims = claims_of(lines)
    reissued = {line.reissues_id for line in lines if line.reissues_id}
    may_release = bool(decide(actor, Action.PAYMENT_RELEASE, batch))
    shown = [_line(line, claims[line.claim_id], reissued, may_release) for line in lines]
    due = sum(each.line.net for each in shown if each.line.pk not in reissued)
    paid = sum(each.paid for each in shown)
    return {
        "batch": batch,
        "badge": STATES[batch.state],
        "lines": shown,
        "due": due,
        "paid": paid,
        "difference": due - paid,
        "shares": _sums(lines, reissued),
        "people": _people(batch, claims),
        "steps": _steps(batch, lines),
        "counts": {kind.value: sum(line.result == kind for line in lines) for kind in BankResult},
        "programme": programme_words(batch.region_id, batch.programme),
        "acts": _acts(batch, actor),
        "unequal": differences(lines),
        **_second_factor(actor),
    }


def _second_factor(actor: Actor) -> dict[str, Any]:
    """The field for the code of a release; in a demo also what the phone would show."""
    factor = factor_of(actor)
    return {
        "code_form": CodeForm(),
        "factor_there": factor is not None,
        "demo_code": code_now(factor) if settings.DEMO and factor is not None else "",
    }


def _steps(batch: PaymentBatch, lines: list[BatchLine]) -> list[dict[str, Any]]:
    """The way of a batch, each step with who and when: what is done, and what is still to come."""
    names = names_of({batch.built_by_id, batch.frozen_by_id, batch.released_by_id} - {None})
    answered = max((line.answered_at for line in lines if line.answered_at), default=None)
    back = sum(line.result == BankResult.FAILED for line in lines)
    paid = sum(line.result == BankResult.PAID for line in lines)
    told = _("%(paid)s credited, %(back)s returned") % {"paid": paid, "back": back} if answered else ""
    rows = (
        (_("Build"), names.get(batch.built_by_id or 0, ""), batch.built_at),
        (_("Freeze"), names.get(batch.frozen_by_id or 0, ""), batch.frozen_at),
        (_("Release"), names.get(batch.released_by_id or 0, ""), batch.released_at),
        (_("Answer of the bank"), told, answered),
        (_("Reconciled"), "", batch.reconciled_at),
    )
    return [{"name": name, "said": said, "at": at} for name, said, at in rows]


def _line(line: BatchLine, claim: SubsidyClaim, reissued: set[int], may: bool) -> LineShown:
    paid = line.net if line.result == BankResult.PAID else 0
    settled_by_other = line.pk in reissued
    return LineShown(
        line=line,
        name=claim.facility_name,
        number=claim.number,
        badge=RESULTS[line.result],
        paid=paid,
        difference=0 if settled_by_other else line.net - paid,
        may_reissue=may
        and line.result == BankResult.FAILED
        and not settled_by_other
        and line.reissues_id is None,
    )


def _sums(lines: list[BatchLine], reissued: set[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.pk not in reissued:
            for payer, part in line.shares.items():
                found[payer] = found.get(payer, 0) + part - line.offsets.get(payer, 0)
    return found


def _people(batch: PaymentBatch, claims: dict[int, SubsidyClaim]) -> list[tuple[str, str]]:
    makers = {claim.made_by_id for claim in claims.values()} | {batch.built_by_id}
    checkers = {claim.checked_by_id for claim in claims.values()}
    rows = (
        (_("First review, batch"), makers),
        (_("Second review"), checkers),
        (_("Release"), {batch.released_by_id}),
    )
    everybody = {each for _words, ids in rows for each in ids}
    names = names_of(everybody)
    return [(words, "、".join(sorted(names[i] for i in ids if i in names)) or "—") for words, ids in rows]


def _acts(batch: PaymentBatch, actor: Actor) -> list[str]:
    build, release = (
        bool(decide(actor, action, batch)) for action in (Action.BATCH_BUILD, Action.PAYMENT_RELEASE)
    )
    return {
        BatchState.BUILT: ["freeze", "dissolve"] if build else [],
        BatchState.FROZEN: (["release"] if release else []) + (["dissolve"] if build else []),
        BatchState.RELEASED: ["answer"] if release else [],
        BatchState.RECONCILED: ["answer"] if release else [],
    }.get(BatchState(batch.state), [])


def waiting_shown(region: int) -> list[tuple[str, str, int, int]]:
    """(programme, its name, claims, fen) approved in the district and in no batch yet."""
    return [
        (programme, programme_words(region, programme), number, fen)
        for programme, number, fen in waiting_for_payment(region)
    ]
