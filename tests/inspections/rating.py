"""Ratings for tests: a facility of Ouhai on its way through self-assessment, panel and decision."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from documents.enums import Purpose
from documents.workflow import receive_upload
from facilities.models import Facility
from inspections.models import Rating, RatingItem
from inspections.workflow import (
    Given,
    add_evidence,
    assess_oneself,
    begin_rating,
    decide_rating,
    hand_in_rating,
    name_panel,
    publish_rating,
    score_items,
    submit_scores,
)
from kernel import clock
from regions.scope import nation_scope
from tests.cast import OUHAI, Cast, as_actor
from tests.documents.pictures import photo


def officials(cast: Cast, place: int = OUHAI) -> tuple[Actor, Actor, Actor, Actor]:
    """(officer, head, two assessors: of the health bureau's clinic and of the street side) of a place."""
    officer = cast.official(place, DepartmentKind.HEALTH, Role.OFFICER)
    head = cast.official(place, DepartmentKind.HEALTH, Role.HEAD)
    clinic = cast.official(place, DepartmentKind.MCH, Role.STREET_OFFICER)
    centre = cast.official(place, DepartmentKind.GUIDANCE_CENTRE, Role.STREET_OFFICER)
    return officer, head, clinic, centre


def items(rating: Rating) -> list[RatingItem]:
    with nation_scope(reason="a test looks"):
        return list(RatingItem.objects.filter(rating=rating).order_by("position"))


def begun(operator: Actor, facility: Facility) -> Rating:
    with as_actor(operator):
        return begin_rating(by=operator, facility_id=facility.pk)


def proved(operator: Actor, facility: Facility, rating: Rating) -> None:
    with as_actor(operator):
        upload = SimpleUploadedFile("证明.jpg", photo(), "image/jpeg")
        file = receive_upload(by=operator, purpose=Purpose.RATING, upload=upload, facility=facility)
        for item in items(rating):
            add_evidence(by=operator, rating_id=rating.pk, item_id=item.pk, files=[file])


def handed_in(operator: Actor, facility: Facility) -> Rating:
    rating = begun(operator, facility)
    proved(operator, facility, rating)
    with as_actor(operator):
        given = {item.pk: Given(item.most) for item in items(rating) if item.most}
        assess_oneself(by=operator, rating_id=rating.pk, given=given)
        return hand_in_rating(by=operator, rating_id=rating.pk)


def scored(by: Actor, rating: Rating, percent: int, *, veto: bool = False) -> None:
    with as_actor(by):
        given = {
            item.pk: Given(item.most * percent // 100 if item.most else None, failed=veto)
            for item in items(rating)
        }
        score_items(by=by, rating_id=rating.pk, given=given)
        submit_scores(by=by, rating_id=rating.pk)


def assessed(cast: Cast, operator: Actor, facility: Facility, *percents: int, veto: bool = False) -> Rating:
    """As far as the scores of the panel."""
    officer, _head, *panel = officials(cast)
    rating = handed_in(operator, facility)
    with as_actor(officer):
        people = [member.user_id or 0 for member in panel]
        name_panel(by=officer, rating_id=rating.pk, people=people)
    for member, percent in zip(panel, percents or (90, 80), strict=True):
        scored(member, rating, percent, veto=veto)
    return fresh(rating)


def published(
    cast: Cast, operator: Actor, facility: Facility, on: date | None = None, **facts: Any
) -> Rating:
    officer, head, *_panel = officials(cast)
    rating = assessed(cast, operator, facility, **facts)
    with as_actor(head):
        decide_rating(by=head, rating_id=rating.pk, grade=rating.proposed)
    with as_actor(officer):
        return publish_rating(by=officer, rating_id=rating.pk, on=on or clock.today())


def fresh(rating: Rating) -> Rating:
    with nation_scope(reason="a test looks"):
        return Rating.objects.get(pk=rating.pk)
