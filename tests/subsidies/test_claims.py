"""A claim from its draft to its approval: what is frozen, what is refused, what is queued."""

from datetime import date
from typing import Any

import pytest

from accounts.enums import FacilityRole
from accounts.errors import DomainError, NotAllowed, Stale
from facilities.models import Facility
from kernel import clock
from kernel.transitions import IllegalTransition
from regions.scope import Scope, scoped
from staff.models import Absence, Employment, StaffMember
from subsidies.enums import ClaimState, Code
from subsidies.errors import ClaimedAlready, NoBudget, NotPayable, WrongState
from subsidies.models import SubsidyClaim
from subsidies.queries import lines_of, places_in_queue
from subsidies.serializers.reader import FactsRefused
from subsidies.workflow import (
    confirm_facts,
    fill_claim,
    make_claims,
    reject_claim,
    return_claim,
    send_back,
    start_claim,
    submit_claim,
    withdraw_claim,
)
from tests.cast import Cast
from tests.subsidies.build import child, construction, month, operating
from tests.subsidies.money import PROGRAMME, Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_u18_forty_children_of_whom_three_came_less_than_half_pay_thirty_seven(office: Office) -> None:
    children = [child(f"C{n}", attended_days=9 if n < 3 else 20) for n in range(40)]
    claim = office.draft_of(operating(month(*children)))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        claim = submit_claim(by=office.operator, claim_id=claim.pk)
    assert (claim.state, claim.amount, claim.quantity) == (ClaimState.FACTS, 37 * 20000, 37)
    assert claim.shares == {"city": 148000, "county": 592000}
    with here():
        assert [line.code for line in lines_of(claim)][:4] == ["UNDER_HALF"] * 3 + ["OK"]


def test_u19_each_cut_line_says_its_reason(office: Office) -> None:
    children = [
        child("old", born="2021-05-01"),
        child("away", attended_days=1),
        child("twin", elsewhere_attended_days=20, attended_days=11),
        child("fine"),
    ]
    claim = office.draft_of(operating(month(*children)))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        said = {line.ref.split("/")[1]: line.code for line in lines_of(claim)}
    assert said == {"old": "AGE_3", "away": "UNDER_HALF", "twin": "DUPLICATE_CHILD", "fine": "OK"}


def test_u42_a_month_after_the_window_is_expired_and_pays_nothing(office: Office) -> None:
    claim = office.submitted("2025-03")
    assert (claim.code, claim.amount) == (Code.POLICY_EXPIRED, 0)


def test_the_last_month_of_the_window_is_paid_although_it_is_claimed_late(office: Office) -> None:
    assert office.submitted("2025-02").amount == 3 * 20000


def test_what_was_submitted_cannot_be_changed(office: Office) -> None:
    claim = office.submitted()
    with scoped(Scope.of_facilities((claim.facility_id,))), pytest.raises(WrongState):
        fill_claim(by=office.operator, claim_id=claim.pk, facts=operating(month(child("X"))))


def test_the_snapshot_keeps_the_law_of_its_day(office: Office) -> None:
    claim = office.submitted()
    assert claim.law["360700"]
    assert claim.facts["months"][0]["month"] == "2024-05"


def test_the_same_month_is_claimed_once_also_by_a_double_click(office: Office) -> None:
    first = office.draft()
    assert office.draft().pk == first.pk
    office.submitted()
    with pytest.raises(ClaimedAlready):
        office.draft()


def test_a_claim_of_two_months_holds_each_of_them(office: Office) -> None:
    claim = office.draft_of(operating(month(child("A"), name="2024-05"), month(child("A"), name="2024-06")))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with pytest.raises(ClaimedAlready):
        office.draft("2024-06")


def test_the_month_of_a_withdrawn_claim_can_be_claimed_anew(office: Office) -> None:
    claim = office.submitted()
    with scoped(Scope.of_facilities((claim.facility_id,))):
        withdraw_claim(by=office.operator, claim_id=claim.pk)
    assert office.draft().pk != claim.pk


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"months": "all"}, "months"),
        (operating(month(child("A", attended_days=32))), "months[0].children[0].attended_days"),
        (operating(month(child("A"), child("A"))), "months[0].children[1].ref"),
    ],
)
def test_unsound_facts_are_named_at_the_submission_and_the_draft_keeps_them(
    office: Office, facts: dict[str, Any], path: str
) -> None:
    claim = office.draft_of(facts)
    with scoped(Scope.of_facilities((claim.facility_id,))):
        with pytest.raises(FactsRefused) as refused:
            submit_claim(by=office.operator, claim_id=claim.pk)
        assert path in [each.field for each in refused.value.extra["problems"]]
    assert office.again(claim).facts == facts
    assert office.again(claim).state == ClaimState.DRAFT


def test_a_clerk_fills_in_and_only_the_manager_submits(office: Office, cast: Cast) -> None:
    claim = office.draft()
    clerk = cast.operator(office.facility, FacilityRole.CLERK)
    with scoped(Scope.of_facilities((claim.facility_id,))), pytest.raises(NotAllowed):
        submit_claim(by=clerk, claim_id=claim.pk)


def test_a_stale_page_changes_nothing(office: Office) -> None:
    claim = office.submitted()
    with here(), pytest.raises(Stale):
        confirm_facts(by=office.cast.officer, claim_id=claim.pk, version=claim.version - 1)


def test_u39_only_added_places_are_paid(office: Office) -> None:
    facts = construction(40, works="renovation_expansion", places_already_paid=24)
    claim = office.with_papers(office.draft_of(facts, "GZ-CONSTRUCTION"))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        assert submit_claim(by=office.operator, claim_id=claim.pk).amount == 16 * 50000


def test_a_returned_claim_names_lines_and_comes_back_with_its_number(office: Office) -> None:
    claim = office.submitted()
    with here():
        return_claim(by=office.cast.officer, claim_id=claim.pk, reason="", remarks={2: "请核对出勤"})
        assert [line.remark for line in claim.lines.order_by("position")] == ["", "请核对出勤", ""]
    with scoped(Scope.of_facilities((claim.facility_id,))):
        again = submit_claim(by=office.operator, claim_id=claim.pk)
    assert (again.state, again.number) == (ClaimState.FACTS, claim.number)


def test_nobody_returns_or_rejects_without_saying_why(office: Office) -> None:
    claim = office.submitted()
    with here():
        with pytest.raises(DomainError):
            return_claim(by=office.cast.officer, claim_id=claim.pk, reason=" ")
        with pytest.raises(DomainError):
            reject_claim(by=office.cast.officer, claim_id=claim.pk, reason="")


def test_the_maker_binds_both_budgets(office: Office) -> None:
    office.made()
    assert office.budget("city").reserved == 12000
    assert office.budget("county").reserved == 48000


def test_u49_a_claim_above_the_budget_waits_whole_and_keeps_its_place(cast: Cast) -> None:
    office = Office(cast, city=12000, county=100_000)
    first = office.made("2024-05")
    second, third = office.made("2024-06"), office.made("2024-07", children=1)
    assert (first.state, second.state, third.state) == ("CHECKING", "QUEUED", "QUEUED")
    with here():
        assert places_in_queue([first, second, third]) == {second.pk: 1, third.pk: 2}
    office.city_money(24000)
    assert [office.again(c).state for c in (second, third)] == ["CHECKING", "QUEUED"]
    assert office.budget("city").rest == 0


def test_a_claim_that_would_fit_does_not_overtake_one_that_waits(cast: Cast) -> None:
    office = Office(cast, city=13000, county=100_000)
    office.made("2024-05", children=4)
    assert office.made("2024-06", children=1).state == ClaimState.QUEUED


def test_sending_back_frees_the_budget_for_the_next(cast: Cast) -> None:
    office = Office(cast, city=12000, county=100_000)
    first, second = office.made("2024-05"), office.made("2024-06")
    with here():
        send_back(by=office.checker, claim_id=first.pk, reason="请核对出勤")
    assert office.again(first).state == ClaimState.MAKING
    assert office.again(second).state == ClaimState.CHECKING


def test_without_a_budget_of_the_year_the_maker_is_told_to_enter_one(office: Office) -> None:
    claim = office.with_papers(office.draft_of(construction(45), "GZ-CONSTRUCTION"))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        with pytest.raises(NoBudget):
            make_claims(by=office.maker, claim_ids=[claim.pk])


def test_a_claim_that_pays_nothing_is_rejected_not_passed(office: Office) -> None:
    claim = office.confirmed("2025-03")
    with here():
        with pytest.raises(WrongState):
            make_claims(by=office.maker, claim_ids=[claim.pk])
        reject_claim(by=office.maker, claim_id=claim.pk, reason="政策已到期")
    assert office.again(claim).state == ClaimState.REJECTED


def test_one_claim_that_cannot_pass_keeps_all_of_the_selection(office: Office) -> None:
    good, bad = office.confirmed("2024-05"), office.submitted("2024-06")
    with here(), pytest.raises(IllegalTransition):
        make_claims(by=office.maker, claim_ids=[good.pk, bad.pk])
    assert office.again(good).state == ClaimState.MAKING
    assert office.budget("city").reserved == 0


def test_another_district_neither_sees_nor_confirms(office: Office, cast: Cast) -> None:
    claim = office.submitted()
    with scoped(Scope.of_region(cast.neighbour.region_id)), pytest.raises(SubsidyClaim.DoesNotExist):
        confirm_facts(by=cast.neighbour, claim_id=claim.pk)


def test_a_facility_of_another_does_not_start_a_claim_here(office: Office, cast: Cast) -> None:
    other = cast.facility(name="示例·别家")
    operator = cast.operator(other)
    with scoped(Scope.of_facilities((other.pk, office.facility.pk))), pytest.raises(NotAllowed):
        start_claim(by=operator, facility_id=office.facility.pk, programme_id=PROGRAMME, facts=operating())


def test_an_open_order_to_rectify_keeps_the_claim_from_being_passed_until_it_is_closed(
    office: Office,
) -> None:
    claim = office.confirmed()
    with here():
        Facility.objects.filter(pk=claim.facility_id).update(state="NONCOMPLIANT")
        with pytest.raises(NotPayable) as refused:
            make_claims(by=office.maker, claim_ids=[claim.pk])
        assert refused.value.code == "RECTIFICATION_OPEN"
        assert office.budget("city").reserved == 0
        Facility.objects.filter(pk=claim.facility_id).update(state="REGISTERED")
        assert make_claims(by=office.maker, claim_ids=[claim.pk])[0].state == ClaimState.CHECKING


def test_a_blocked_person_on_the_staff_keeps_the_claim_from_being_passed(office: Office) -> None:
    claim = office.confirmed()
    with here():
        tenant = {"region_id": claim.region_id, "facility_id": claim.facility_id}
        member = StaffMember.objects.create(
            **tenant,
            name="示例·某",
            born_on=date(1990, 1, 1),
            number_digest=b"1" * 32,
            name_digest=b"2" * 32,
            created_at=clock.now(),
        )
        Employment.objects.create(**tenant, member=member, role="CAREGIVER", starts_on=date(2024, 1, 1))
        Absence.objects.create(**tenant, member=member, kind="SUSPENSION", starts_on=clock.today())
        with pytest.raises(NotPayable) as refused:
            make_claims(by=office.maker, claim_ids=[claim.pk])
        assert refused.value.code == "BLOCKED_PERSON"
