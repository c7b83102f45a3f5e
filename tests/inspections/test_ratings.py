"""Ratings: by the scheme of the place and no other, a panel of two at least, veto, decision, publication, validity."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.errors import NotAllowed
from audit.models import AuditEvent
from facilities.models import Facility
from facilities.rating import published_ratings
from inspections.errors import Refused, SamePerson, WrongState
from inspections.models import Rating
from inspections.queries.rating_law import scheme_of
from inspections.rules.grades import grade_of, mean_points
from inspections.tables import RATING
from inspections.workflow import (
    Given,
    assess_oneself,
    begin_rating,
    decide_rating,
    expire_ratings,
    hand_in_rating,
    name_panel,
    publish_rating,
    score_items,
    send_back_rating,
    submit_scores,
    withdraw_rating,
)
from inspections.workflow.escalating import lapse_with_facility
from kernel import clock
from kernel.transitions import IllegalTransition
from regions.scope import nation_scope
from subsidies.queries.gates import gates
from tests.cast import BINJIANG, CHAOYANG, DATONG, OUHAI, ZHANGGONG, Cast, as_actor
from tests.inspections.rating import assessed, begun, fresh, handed_in, items, officials, published, scored
from tests.inspections.visiting import filed
from tests.pages import signed_in, text

TODAY = date(2026, 5, 7)


@pytest.fixture(autouse=True)
def today() -> object:
    with clock.frozen(TODAY):
        yield


def ids(*people: Actor) -> list[int]:
    return [person.user_id or 0 for person in people]


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return filed(cast, region=330304001000, name="示例·瓯海园")


@pytest.fixture
def operator(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility)


@pytest.mark.django_db
def test_each_place_has_its_own_scheme_and_they_are_never_mixed() -> None:
    """U32: Ouhai's five dimensions; Jilin the seven of the standard; elsewhere the recommended standard."""
    ouhai, jilin, nation = (scheme_of(place, TODAY) for place in (OUHAI, CHAOYANG, ZHANGGONG))
    assert ouhai is not None and jilin is not None and nation is not None
    assert (ouhai.value.id, len(ouhai.value.dimensions), len({i.dimension for i in ouhai.items})) == (
        "OH-STARS",
        5,
        5,
    )
    assert (jilin.value.id, len(jilin.value.dimensions), jilin.out_of) == ("JL-GRADES", 7, 1000)
    assert (nation.value.id, nation.out_of, nation.value.mandatory) == ("WST-821", 1000, False)
    assert set(ouhai.lines) == {f"STAR{n}" for n in range(1, 6)} and set(jilin.lines) == set("ABCD")
    assert {item.scheme for item in ouhai.items} == {"OH-STARS"} and {
        item.scheme for item in jilin.items
    } == {"WST-821"}
    assert {s.value.id for p in (BINJIANG, DATONG) if (s := scheme_of(p, TODAY))} == {"WST-821"}


@given(st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=8), min_size=1, max_size=5))
def test_the_mean_lies_between_the_members_of_the_panel(totals: list[list[int]]) -> None:
    sums = [sum(each) for each in totals]
    assert min(sums) <= mean_points(totals) <= max(sums)
    assert abs(mean_points(totals) * len(sums) - sum(sums)) * 2 <= len(sums)


@given(st.integers(0, 1000))
def test_a_grade_is_reached_on_its_line_and_a_veto_leaves_the_lowest(points: int) -> None:
    lines = {"A": 90, "B": 75, "C": 60, "D": 0}
    wanted = "A" if points >= 900 else "B" if points >= 750 else "C" if points >= 600 else "D"
    assert grade_of(points, 1000, lines) == wanted
    assert grade_of(points, 1000, lines, vetoed=True) == "D"
    assert grade_of(points, 1000, {"STAR1": 50}, vetoed=True) == ""


def test_a_rating_goes_its_way_and_counts_until_its_last_day(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    rating = published(cast, operator, facility)
    assert (rating.state, rating.points, rating.proposed, rating.grade) == ("PUBLISHED", 85, "STAR4", "STAR4")
    assert rating.valid_to == date(2029, 5, 6)
    with nation_scope(reason="a test looks"):
        found = published_ratings([facility.pk], rating.valid_to)[facility.pk]
        assert (found.scheme, found.grade) == ("OH-STARS", "STAR4")
        assert published_ratings([facility.pk], rating.valid_to + timedelta(days=1)) == {}
        assert published_ratings([facility.pk], TODAY - timedelta(days=1)) == {}
    with clock.frozen(rating.valid_to + timedelta(days=1)):
        assert (expire_ratings(), expire_ratings()) == (1, 0)
    assert fresh(rating).state == "EXPIRED"


def test_a_newer_result_replaces_the_one_before(cast: Cast, facility: Facility, operator: Actor) -> None:
    first = published(cast, operator, facility)
    with clock.frozen(date(2027, 5, 7)):
        second = _again(cast, operator, facility)
    assert (fresh(first).state, second.state) == ("REPLACED", "PUBLISHED")


def _again(cast: Cast, operator: Actor, facility: Facility) -> Rating:
    officer, head, *_panel = officials(cast)
    rating = assessed(cast, operator, facility, 100, 100)
    with as_actor(head):
        decide_rating(by=head, rating_id=rating.pk, grade="STAR5")
    with as_actor(officer):
        return publish_rating(by=officer, rating_id=rating.pk, on=clock.today())


def test_a_veto_leaves_no_star_whatever_the_points(cast: Cast, facility: Facility, operator: Actor) -> None:
    _officer, head, *_panel = officials(cast)
    rating = assessed(cast, operator, facility, 100, 100, veto=True)
    assert (rating.points, rating.vetoed, rating.proposed) == (100, ["OH-Q11"], "")
    with as_actor(head), pytest.raises(Refused) as refused:
        decide_rating(by=head, rating_id=rating.pk, grade="STAR5", reason="总体好")
    assert refused.value.code == "VETO"


def test_a_panel_has_two_people_none_of_the_facility(cast: Cast, facility: Facility, operator: Actor) -> None:
    officer, _head, clinic, centre = officials(cast)
    rating = handed_in(operator, facility)
    for people, code in (
        ([clinic.user_id], "TOO_FEW"),
        ([clinic.user_id, clinic.user_id], "TOO_FEW"),
        ([clinic.user_id, cast.officer.user_id], "UNKNOWN"),
        ([clinic.user_id, operator.user_id], "UNKNOWN"),
    ):
        with as_actor(officer), pytest.raises(Refused) as refused:
            name_panel(by=officer, rating_id=rating.pk, people=people)
        assert refused.value.code == code
    cast.operator(facility, name=centre.username)
    with as_actor(officer), pytest.raises(Refused) as refused:
        name_panel(by=officer, rating_id=rating.pk, people=ids(clinic, centre))
    assert refused.value.code == "OWN"


def test_who_scored_cannot_decide_and_nobody_scores_for_another(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    officer, head, clinic, centre = officials(cast)
    rating = handed_in(operator, facility)
    with as_actor(officer):
        name_panel(by=officer, rating_id=rating.pk, people=ids(head, clinic))
    with as_actor(centre), pytest.raises(WrongState):
        score_items(by=centre, rating_id=rating.pk, given={})
    scored(clinic, rating, 80)
    with as_actor(clinic), pytest.raises(WrongState):
        score_items(by=clinic, rating_id=rating.pk, given={})
    scored(head, rating, 90)
    with as_actor(head), pytest.raises(SamePerson):
        decide_rating(by=head, rating_id=rating.pk, grade="STAR4")


def test_members_of_the_panel_do_not_see_each_other_before_all_are_final(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    officer, _head, clinic, centre = officials(cast)
    rating = handed_in(operator, facility)
    with as_actor(officer):
        name_panel(by=officer, rating_id=rating.pk, people=ids(clinic, centre))
    with as_actor(clinic):
        score_items(by=clinic, rating_id=rating.pk, given={items(rating)[0].pk: Given(7, "秘密意见")})
    page = f"/ratings/{rating.pk}/"
    assert "秘密意见" not in text(signed_in(centre).get(page))
    assert "秘密意见" not in text(signed_in(operator).get(page))
    with as_actor(clinic), pytest.raises(Refused) as refused:
        submit_scores(by=clinic, rating_id=rating.pk)
    assert refused.value.code == "OPEN"


def test_handing_in_wants_points_and_proofs(cast: Cast, facility: Facility, operator: Actor) -> None:
    rating = begun(operator, facility)
    with as_actor(operator):
        assert begin_rating(by=operator, facility_id=facility.pk).pk == rating.pk
        with pytest.raises(Refused) as refused:
            hand_in_rating(by=operator, rating_id=rating.pk)
        assert refused.value.code == "OPEN"
        given = {item.pk: Given(item.most) for item in items(rating)}
        with pytest.raises(Refused) as refused:
            assess_oneself(by=operator, rating_id=rating.pk, given={items(rating)[0].pk: Given(11)})
        assert refused.value.field == f"points_{items(rating)[0].pk}"
        assess_oneself(by=operator, rating_id=rating.pk, given=given)
        with pytest.raises(Refused) as refused:
            hand_in_rating(by=operator, rating_id=rating.pk)
        assert refused.value.code == "NO_PROOF"


def test_another_grade_than_the_points_give_needs_a_reason(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    officer, head, *_panel = officials(cast)
    rating = assessed(cast, operator, facility, 90, 80)
    with as_actor(officer), pytest.raises(NotAllowed):
        decide_rating(by=officer, rating_id=rating.pk, grade="STAR4")
    with as_actor(head):
        for grade, field in (("A", "grade"), ("STAR3", "reason")):
            with pytest.raises(Refused) as refused:
                decide_rating(by=head, rating_id=rating.pk, grade=grade)
            assert refused.value.field == field
        decide_rating(by=head, rating_id=rating.pk, grade="STAR3", reason="年度考核扣分")
    with as_actor(officer):
        with pytest.raises(Refused):
            publish_rating(by=officer, rating_id=rating.pk, on=TODAY + timedelta(days=1))
        with pytest.raises(Refused):
            publish_rating(by=officer, rating_id=rating.pk, on=TODAY - timedelta(days=1))


def test_sent_back_withdrawn_revoked_and_ended_with_the_facility(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    officer, *_rest = officials(cast)
    rating = handed_in(operator, facility)
    with as_actor(officer):
        send_back_rating(by=officer, rating_id=rating.pk, reason="材料不清")
        with pytest.raises(IllegalTransition):
            name_panel(by=officer, rating_id=rating.pk, people=[])
        withdraw_rating(by=officer, rating_id=rating.pk, reason="机构放弃")
    assert fresh(rating).state == "WITHDRAWN"
    second = published(cast, operator, facility)
    with as_actor(officer):
        withdraw_rating(by=officer, rating_id=second.pk, reason="弄虚作假")
    assert fresh(second).state == "REVOKED"
    third = begun(operator, facility)
    with nation_scope(reason="test set-up"):
        lapse_with_facility("facility.removed", facility.pk)
    assert fresh(third).state == "WITHDRAWN"


def test_the_table_keeps_one_published_result_a_scheme(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    rating = published(cast, operator, facility)
    second = begun(operator, facility)
    with nation_scope(reason="a test tries"), pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.filter(pk=second.pk).update(
            state="PUBLISHED",
            published_on=TODAY,
            valid_to=TODAY,
            grade="STAR5",
            decided_by=rating.decided_by_id,
        )


def test_every_step_is_on_the_trail(cast: Cast, facility: Facility, operator: Actor) -> None:
    published(cast, operator, facility)
    with nation_scope(reason="a test looks"):
        told = set(AuditEvent.objects.filter(event__startswith="rating.").values_list("event", flat=True))
    ends = {"rating.sent_back", "rating.expired", "rating.replaced", "rating.withdrawn", "rating.revoked"}
    assert told == {step.event for step in RATING.transitions} - ends


def test_the_list_costs_the_same_for_many(cast: Cast, facility: Facility, operator: Actor) -> None:
    officer, *_rest = officials(cast)
    begun(operator, facility)
    client = signed_in(officer)
    client.get("/ratings/")
    with CaptureQueriesContext(connection) as few:
        assert facility.name in text(client.get("/ratings/"))
    for number in range(6):
        other = filed(cast, region=330304001000, name=f"示例·{number}园")
        begun(cast.operator(other), other)
    with CaptureQueriesContext(connection) as many:
        client.get("/ratings/")
    assert len(many) <= len(few)


def test_a_neighbour_sees_no_rating(cast: Cast, facility: Facility, operator: Actor) -> None:
    rating = begun(operator, facility)
    assert signed_in(cast.officer).get(f"/ratings/{rating.pk}/").status_code == 404


def test_a_programme_that_pays_by_stars_is_closed_without_a_published_rating(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    """The subsidy gate asks through facilities; a rating that is decided but not published does not open it."""
    with nation_scope(reason="a test looks"):
        assert [each.code for each in gates(facility.pk, TODAY, "OH-RATING-AWARD")] == ["NOT_RATED"]
        assert gates(facility.pk, TODAY, "OH-PER-CHILD") == []
    rating = published(cast, operator, facility)
    with nation_scope(reason="a test looks"):
        assert gates(facility.pk, TODAY, "OH-RATING-AWARD") == []
        assert rating.valid_to is not None
        late = rating.valid_to + timedelta(days=1)
        assert [each.code for each in gates(facility.pk, late, "OH-RATING-AWARD")] == ["NOT_RATED"]
