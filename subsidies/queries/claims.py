"""Reading claims: lists by state, one claim for a verb, its lines, its place in the queue."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from regions.keyset import SIZE, Page, cursor_of, page
from subsidies.enums import GRANTED, PAYING, ClaimState, Code
from subsidies.models import ClaimLine, SubsidyClaim

ORDER = ("-submitted_at", "-id")


def locked_claim(claim_id: int) -> SubsidyClaim:
    """The claim, locked for a verb. Raises SubsidyClaim.DoesNotExist outside the scope."""
    found: SubsidyClaim = SubsidyClaim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    return found


def claims_page(
    query: Mapping[str, str],
    *,
    states: Sequence[str] = (),
    programme: str = "",
    code: str = "",
    period: str = "",
    size: int = SIZE,
) -> Page:
    """Submitted claims of the scope, the newest first; `code` asks for claims with a line cut for that reason.

    `period`: "2025-03" or "2025", what the claim is for; a claim of several months is found by each.
    """
    rows = SubsidyClaim.objects.filter(submitted_at__isnull=False).defer("facts")
    if states:
        rows = rows.filter(state__in=list(states))
    if programme:
        rows = rows.filter(programme=programme)
    if period:
        rows = rows.filter(subject__contains=period)
    if code:
        rows = rows.filter(pk__in=ClaimLine.objects.filter(code=code).values("claim_id"))
    return page(rows, order=ORDER, cursor=cursor_of(query, SubsidyClaim, ORDER), size=size)


def count_by_state() -> dict[str, int]:
    """State → how many submitted claims of the scope stand in it. One statement; for the scope of a district."""
    rows = SubsidyClaim.objects.filter(submitted_at__isnull=False).values_list("state")
    return dict(rows.annotate(number=Count("id")).order_by("state"))


def lines_of(claim: SubsidyClaim) -> list[ClaimLine]:
    """The lines of a claim, those that were cut first."""
    rows = list(claim.lines.order_by("position"))
    return sorted(rows, key=lambda line: (line.code in PAYING, line.position))


def waiting_claims(actor: Actor) -> QuerySet[SubsidyClaim] | None:
    """Claims that wait for this person's step; None for whoever has none. Their number stands in the navigation."""
    states = [
        state
        for state, action in (
            (ClaimState.FACTS, Action.CLAIM_FACTS),
            (ClaimState.MAKING, Action.CLAIM_MAKE),
            (ClaimState.CHECKING, Action.CLAIM_CHECK),
        )
        if decide(actor, action)
    ]
    return SubsidyClaim.objects.filter(state__in=states) if states else None


def cuts_of(claims: Iterable[SubsidyClaim]) -> dict[int, Counter[str]]:
    """Claim id → why lines were cut, and how many for each reason. One statement."""
    found: dict[int, Counter[str]] = {}
    rows = ClaimLine.objects.filter(claim__in=list(claims)).exclude(code__in=list(PAYING))
    for claim_id, code in rows.values_list("claim_id", "code"):
        found.setdefault(claim_id, Counter())[code] += 1
    return found


def claims_of_facility(facility_id: int) -> list[SubsidyClaim]:
    """Every claim of a facility, the newest first, without the facts."""
    rows = SubsidyClaim.objects.filter(facility_id=facility_id).defer("facts")
    return list(rows.order_by("-id"))


def claims_of_facility_page(facility_id: int, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """Every claim of a facility, drafts too, the newest first, page by page; without the facts."""
    rows = SubsidyClaim.objects.filter(facility_id=facility_id).defer("facts")
    return page(rows, order=("-id",), cursor=cursor_of(query, SubsidyClaim, ("-id",)), size=size)


def claim_seen(actor: Actor, claim_id: int) -> SubsidyClaim:
    """A claim as this reader may see it: a draft is the facility's own. Raises SubsidyClaim.DoesNotExist."""
    return claim_here(claim_id) if actor.post is None else submitted_claim(claim_id)


def claim_here(claim_id: int) -> SubsidyClaim:
    """A claim of the scope in any state, with its facts. Raises SubsidyClaim.DoesNotExist."""
    found: SubsidyClaim = SubsidyClaim.objects.get(pk=claim_id)
    return found


def submitted_claim(claim_id: int) -> SubsidyClaim:
    """A submitted claim of the scope. Raises SubsidyClaim.DoesNotExist."""
    found: SubsidyClaim = SubsidyClaim.objects.get(pk=claim_id, submitted_at__isnull=False)
    return found


def places_in_queue(claims: Iterable[SubsidyClaim]) -> dict[int, int]:
    """Claim id → its place among those of its district and programme that wait for budget; 1 gets the next money.

    Claims that do not wait are left out. One statement, none where none waits.
    """
    waiting = [claim for claim in claims if claim.state == ClaimState.QUEUED]
    if not waiting:
        return {}
    rows = SubsidyClaim.objects.filter(
        state=ClaimState.QUEUED,
        district__in={claim.district for claim in waiting},
        programme__in={claim.programme for claim in waiting},
    )
    place = Window(
        RowNumber(),
        partition_by=[F("district"), F("programme")],
        order_by=["queued_at", "id"],
    )
    found = dict(rows.annotate(place=place).values_list("id", "place"))
    return {claim.pk: found[claim.pk] for claim in waiting if claim.pk in found}


def paid_elsewhere(claim: SubsidyClaim) -> list[tuple[str, bytes]]:
    """(line, child digest) of lines that pay although an approved claim of another facility pays that child and month.

    The caller is in the nation scope: what it says to others is only that it is so.
    """
    own = {
        (bytes(line.child_digest), line.month): line.ref
        for line in claim.lines.filter(child_digest__isnull=False, code__in=[*PAYING, Code.MANUAL_REVIEW])
    }
    rows = ClaimLine.objects.filter(
        child_digest__in=[digest for digest, _month in own],
        code__in=list(PAYING),
        claim__state__in=GRANTED,
        claim__programme=claim.programme,
    ).exclude(facility_id=claim.facility_id)
    taken = {(bytes(digest), month) for digest, month in rows.values_list("child_digest", "month")}
    return [(ref, key[0]) for key, ref in own.items() if key in taken]


def remarks_of(claim: SubsidyClaim) -> list[tuple[str, str]]:
    """What an officer remarked on lines of a claim, as (line, remark), in their order."""
    return list(claim.lines.exclude(remark="").order_by("position").values_list("ref", "remark"))
