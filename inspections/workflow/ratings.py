"""A rating on its way: the facility assesses itself, a panel scores, the head decides, the result is published and ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind
from accounts.queries import department_for, departments_serving, members
from accounts.workflow import allow
from documents.models import StoredFile
from facilities.queries.operators import acts_for
from inspections.enums import RatingState
from inspections.errors import Refused, SamePerson, WrongState
from inspections.models import Rating, RatingAssessor, RatingFile, RatingItem, RatingScore
from inspections.queries import rating_law
from inspections.rules.grades import grade_of, mean_points
from inspections.tables import RATING
from inspections.workflow.basis import check_version, living, on_trail, refuse_ended, said, save, short_enough
from kernel import clock
from kernel.periods import add_months
from regions.scope import nation_scope

MOST_FILES = 9
_PLATFORM = system_actor("Ratings")


@dataclass(frozen=True)
class Given:
    """What somebody gives one item: points, whether a veto item failed, words."""

    points: int | None
    note: str = ""
    failed: bool = False


@transaction.atomic
def begin_rating(*, by: Actor, facility_id: int) -> Rating:
    """A rating of the facility begins by the scheme of its place as it stands today; one under way is returned.

    Raises NotAllowed, FacilityEnded, WrongState where no text of the place rates.
    """
    facility = living(facility_id)
    allow(by, Action.RATING_FILL if by.post is None else Action.RATING_MANAGE, facility)
    scheme = rating_law.scheme_of(facility.region_id, clock.today())
    if scheme is None:
        raise WrongState(_("No text of this place says how facilities are rated."))
    going = Rating.objects.filter(facility=facility, scheme=scheme.value.id, state__in=_OPEN).first()
    if going is not None:
        return going
    step = RATING.target("begin", "")
    office = department_for(facility.region_id, (DepartmentKind.HEALTH,))
    row = Rating.objects.create(
        region_id=facility.region_id,
        facility=facility,
        scheme=scheme.value.id,
        facts=rating_law.frozen(scheme),
        office=office,
        state=RatingState(step.target),
        began_at=clock.now(),
        began_by_id=by.user_id,
        out_of=scheme.out_of,
    )
    RatingItem.objects.bulk_create(
        RatingItem(
            region_id=row.region_id,
            facility_id=row.facility_id,
            rating=row,
            position=position,
            code=item.code,
            dimension=item.dimension,
            asked=rating_law.frozen_item(item),
            most=item.points,
        )
        for position, item in enumerate(scheme.items, start=1)
    )
    on_trail(by, step.event, row, scheme=row.scheme)
    return row


@transaction.atomic
def assess_oneself(
    *, by: Actor, rating_id: int, given: Mapping[int, Given], version: int | None = None
) -> Rating:
    """The facility gives its items points and words. What is not given stays. Raises NotAllowed, Refused, Stale."""
    row = _locked(by, Action.RATING_FILL, rating_id, version)
    step = RATING.target("assess", row.state)
    for item in RatingItem.objects.filter(rating=row, pk__in=list(given)):
        one = given[item.pk]
        item.self_points = _points(item, one.points)
        item.self_note = short_enough(one.note.strip(), field=f"note_{item.pk}", most=500)
        item.save(update_fields=["self_points", "self_note"])
    save(row)
    on_trail(by, step.event, row, items=len(given))
    return row


@transaction.atomic
def add_evidence(*, by: Actor, rating_id: int, item_id: int, files: Sequence[StoredFile]) -> RatingItem:
    """Proofs of one item. Raises NotAllowed, Refused for more than nine."""
    row = _locked(by, Action.RATING_FILL, rating_id)
    step = RATING.target("prove", row.state)
    item: RatingItem = RatingItem.objects.get(pk=item_id, rating=row)
    if RatingFile.objects.filter(item=item).count() + len(files) > MOST_FILES:
        raise Refused(
            _("An item takes at most %(n)s files.") % {"n": MOST_FILES}, code="TOO_MANY", field="files"
        )
    for file in files:
        RatingFile.objects.create(
            region_id=row.region_id, facility_id=row.facility_id, item=item, file=file, added_at=clock.now()
        )
    on_trail(by, step.event, row, item=item.code, count=len(files))
    return item


@transaction.atomic
def hand_in_rating(*, by: Actor, rating_id: int, version: int | None = None) -> Rating:
    """The facility hands its own assessment in. Every item has points, and a proof where one is wanted.

    Raises NotAllowed, FacilityEnded, Refused with the items that lack something, Stale.
    """
    row = _locked(by, Action.RATING_FILL, rating_id, version)
    step = RATING.target("hand_in", row.state)
    refuse_ended(row.facility)
    items = list(RatingItem.objects.filter(rating=row).prefetch_related("files").order_by("position"))
    open_ = [item.code for item in items if item.self_points is None and not item.asked.get("veto")]
    if open_:
        raise Refused(
            _("These items have no points yet: %(codes)s") % {"codes": "、".join(open_)},
            code="OPEN",
            items=open_,
        )
    bare = [item.code for item in items if item.asked.get("evidence") and not item.files.all()]
    if bare:
        raise Refused(
            _("These items lack a proof: %(codes)s") % {"codes": "、".join(bare)}, code="NO_PROOF", items=bare
        )
    total = sum(item.self_points or 0 for item in items)
    save(
        row, state=RatingState(step.target), self_points=total, handed_in_at=clock.now(), sent_back_because=""
    )
    on_trail(by, step.event, row, points=total)
    return row


@transaction.atomic
def send_back_rating(*, by: Actor, rating_id: int, reason: str, version: int | None = None) -> Rating:
    """The facility is to complete its assessment. Raises NotAllowed, Refused without a reason, Stale."""
    row = _locked(by, Action.RATING_MANAGE, rating_id, version)
    step = RATING.target("send_back", row.state)
    why = said(reason, field="reason", most=500, missing=_("Say what is to be completed."))
    save(row, state=RatingState(step.target), sent_back_because=why)
    on_trail(by, step.event, row)
    return row


@transaction.atomic
def name_panel(*, by: Actor, rating_id: int, people: Sequence[int], version: int | None = None) -> Rating:
    """Who scores: at least as many people as the scheme wants, of offices that serve the place, none of the facility.

    Raises NotAllowed, Refused, Stale.
    """
    row = _locked(by, Action.RATING_MANAGE, rating_id, version)
    step = RATING.target("name_panel", row.state)
    known = {
        user: office.pk
        for office in departments_serving(row.region_id, clock.today())
        for user, _name in members(office.pk)
    }
    chosen = list(dict.fromkeys(people))
    least = int(row.facts.get("assessors", 2))
    if len(chosen) < least:
        raise Refused(_("Name at least %(n)s assessors.") % {"n": least}, code="TOO_FEW", field="people")
    if any(user not in known for user in chosen):
        raise Refused(_("An assessor works in no office of this place."), code="UNKNOWN", field="people")
    if any(acts_for(user, row.facility_id) for user in chosen):
        raise Refused(_("Who works for the facility cannot rate it."), code="OWN", field="people")
    RatingAssessor.objects.bulk_create(
        RatingAssessor(
            region_id=row.region_id,
            facility_id=row.facility_id,
            rating=row,
            user_id=user,
            department_id=known[user],
        )
        for user in chosen
    )
    save(row, state=RatingState(step.target))
    on_trail(by, step.event, row, people=len(chosen))
    return row


@transaction.atomic
def score_items(*, by: Actor, rating_id: int, given: Mapping[int, Given]) -> RatingAssessor:
    """A member of the panel gives items points; nobody else's. Raises NotAllowed, WrongState, Refused."""
    row, member = _mine(by, rating_id)
    step = RATING.target("score", row.state)
    for item in RatingItem.objects.filter(rating=row, pk__in=list(given)):
        one = given[item.pk]
        RatingScore.objects.update_or_create(
            item=item,
            assessor=member,
            defaults={
                "region_id": row.region_id,
                "facility_id": row.facility_id,
                "points": _points(item, one.points),
                "failed": bool(one.failed and item.asked.get("veto")),
                "note": short_enough(one.note.strip(), field=f"note_{item.pk}", most=500),
            },
        )
    on_trail(by, step.event, row, items=len(given))
    return member


@transaction.atomic
def submit_scores(*, by: Actor, rating_id: int) -> Rating:
    """A member's scores are final. With the last of them the panel's mean, the veto and the proposed grade are known.

    Raises NotAllowed, WrongState, Refused with the items that have no points.
    """
    row, member = _mine(by, rating_id)
    step = RATING.target("submit_scores", row.state)
    items = list(RatingItem.objects.filter(rating=row).order_by("position"))
    given = dict(RatingScore.objects.filter(assessor=member).values_list("item_id", "points"))
    open_ = [item.code for item in items if not item.asked.get("veto") and given.get(item.pk) is None]
    if open_:
        raise Refused(
            _("These items have no points yet: %(codes)s") % {"codes": "、".join(open_)},
            code="OPEN",
            items=open_,
        )
    member.submitted_at = clock.now()
    member.save(update_fields=["submitted_at"])
    on_trail(by, step.event, row)
    if not RatingAssessor.objects.filter(rating=row, submitted_at=None).exists():
        _close(by, row)
    return row


def _close(by: Actor, row: Rating) -> None:
    step = RATING.target("close_scores", row.state)
    panel = RatingAssessor.objects.filter(rating=row).order_by("id").prefetch_related("scores")
    totals = [[score.points or 0 for score in member.scores.all()] for member in panel]
    failed = RatingScore.objects.filter(item__rating=row, failed=True).values_list("item__code", flat=True)
    vetoed = sorted(set(failed))
    points = mean_points(totals)
    grade = grade_of(points, row.out_of, row.facts.get("lines", {}), vetoed=bool(vetoed))
    save(row, state=RatingState(step.target), points=points, vetoed=vetoed, proposed=grade)
    on_trail(by, step.event, row, points=points, grade=grade)


@transaction.atomic
def decide_rating(
    *, by: Actor, rating_id: int, grade: str, reason: str = "", version: int | None = None
) -> Rating:
    """The head decides the grade, nobody of the panel; another grade than the points give needs a reason.

    Raises NotAllowed, SamePerson, Refused, Stale.
    """
    row = _locked(by, Action.RATING_DECIDE, rating_id, version)
    step = RATING.target("decide", row.state)
    if RatingAssessor.objects.filter(rating=row, user_id=by.user_id).exists():
        raise SamePerson(
            _("Who scored cannot decide."), remedy=_("Somebody who is not on the panel decides.")
        )
    if grade not in row.facts.get("lines", {}):
        raise Refused(_("Choose a grade of this scheme."), code="GRADE", field="grade")
    why = short_enough(reason.strip(), field="reason", most=500)
    if grade != row.proposed and not why:
        raise Refused(
            _("Say why the grade is another one than the points give."), code="MISSING", field="reason"
        )
    if row.vetoed and grade != row.proposed:
        raise Refused(_("A veto item failed: no other grade can be given."), code="VETO", field="grade")
    given = {"grade": grade, "reason": why, "decided_at": clock.now(), "decided_by_id": by.user_id}
    save(row, state=RatingState(step.target), **given)
    on_trail(by, step.event, row, grade=grade)
    return row


@transaction.atomic
def publish_rating(*, by: Actor, rating_id: int, on: date, version: int | None = None) -> Rating:
    """The result is published and counts until its last day; the one before is replaced.

    Raises NotAllowed, FacilityEnded, Refused for a day in the future or before the decision, Stale.
    """
    row = _locked(by, Action.RATING_MANAGE, rating_id, version)
    step = RATING.target("publish", row.state)
    refuse_ended(row.facility)
    today = clock.today()
    if on > today or (row.decided_at is not None and on < clock.local_date(row.decided_at)):
        raise Refused(_("Give a day from the decision up to today."), code="DAY", field="on")
    for older in Rating.objects.select_for_update(of=("self",)).filter(
        facility_id=row.facility_id, scheme=row.scheme, state=RatingState.PUBLISHED
    ):
        _end(by, older, "replace", row.grade)
    months = int(row.facts.get("valid_months") or 12)
    last = add_months(on, months) - timedelta(days=1)
    save(row, state=RatingState(step.target), published_on=on, valid_to=last)
    on_trail(by, step.event, row, grade=row.grade, until=last.isoformat())
    return row


@transaction.atomic
def withdraw_rating(*, by: Actor, rating_id: int, reason: str, version: int | None = None) -> Rating:
    """A rating is given up, or a published one revoked. Raises NotAllowed, Refused without a reason, Stale."""
    row = _locked(by, Action.RATING_MANAGE, rating_id, version)
    why = said(reason, field="reason", most=500, missing=_("Say why."))
    _end(by, row, "revoke" if row.state == RatingState.PUBLISHED else "withdraw_rating", why)
    return row


def expire_ratings(on: date | None = None) -> int:
    """End the results whose last day has passed; how many. A second run ends nothing twice."""
    day = on or clock.today()
    with nation_scope(reason="results of ratings expire by the day"):
        rows = Rating.objects.select_for_update(of=("self",), skip_locked=True)
        found = list(rows.filter(state=RatingState.PUBLISHED, valid_to__lt=day).order_by("id"))
        for row in found:
            _end(_PLATFORM, row, "expire", "")
    return len(found)


def end_ratings(by: Actor, facility_id: int, event: str) -> None:
    """A facility that ended has no rating any more. Called inside the transaction that ends it."""
    rows = Rating.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, state__in=(*_OPEN, RatingState.PUBLISHED)
    )
    for row in rows.order_by("id"):
        _end(by, row, "revoke" if row.state == RatingState.PUBLISHED else "withdraw_rating", event)


def _end(by: Actor, row: Rating, action: str, why: str) -> None:
    step = RATING.target(action, row.state)
    save(row, state=RatingState(step.target), ended_on=clock.today(), ended_because=why)
    on_trail(by, step.event, row)


_OPEN = (
    RatingState.SELF,
    RatingState.SUBMITTED,
    RatingState.ASSESSING,
    RatingState.SCORED,
    RatingState.DECIDED,
)


def _locked(by: Actor, action: Action, rating_id: int, version: int | None = None) -> Rating:
    """Raises Rating.DoesNotExist, NotAllowed, Stale."""
    rows = Rating.objects.select_for_update(of=("self",)).select_related("facility")
    row: Rating = rows.get(pk=rating_id)
    allow(by, action, row)
    check_version(row, version)
    return row


def _mine(by: Actor, rating_id: int) -> tuple[Rating, RatingAssessor]:
    row = _locked(by, Action.RATING_ASSESS, rating_id)
    member = (
        RatingAssessor.objects.select_for_update(of=("self",)).filter(rating=row, user_id=by.user_id).first()
    )
    if member is None:
        raise WrongState(_("You are not on the panel of this rating."))
    if member.submitted_at is not None:
        raise WrongState(_("Your scores are final."))
    return row, member


def _points(item: RatingItem, points: int | None) -> int | None:
    if points is not None and not 0 <= points <= item.most:
        raise Refused(
            _("Give between 0 and %(most)s points.") % {"most": item.most},
            code="POINTS",
            field=f"points_{item.pk}",
        )
    return points


def facts_of(row: Rating) -> dict[str, Any]:
    return dict(row.facts)
