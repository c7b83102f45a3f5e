"""Stories of the finance office that turn on a text: what is added, what is split, what a new text changes, what comes late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError
from facilities.models import AttendanceRow, Enrolment
from facilities.rules.attendance import packed
from policy.models import PackVersion, Proposal
from policy.queries.loaded import forget
from policy.workflow.stamp import locked_stamp, published
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import BankResult, ClaimState
from subsidies.models import SubsidyClaim
from subsidies.queries import trial_balance
from subsidies.workflow import check_claims, confirm_facts, make_claims, submit_claim
from tests.cast import GANZHOU, Cast
from tests.pages import signed_in, text
from tests.policy.proposing import approved, pack, submitted
from tests.subsidies.attendance import always_recognised, signed
from tests.subsidies.build import child, construction, month, operating
from tests.subsidies.money import PROGRAMME, Office, here
from tests.subsidies.test_api import call, read
from tests.subsidies.test_per_student import BINJIANG, Late

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _through(office: Office, claim: SubsidyClaim) -> SubsidyClaim:
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        make_claims(by=office.maker, claim_ids=[claim.pk])
        return check_claims(by=office.checker, claim_ids=[claim.pk])[0]


def test_u39_an_expansion_from_24_to_40_places_is_paid_for_16_by_the_interface(office: Office) -> None:
    office.money_of("GZ-CONSTRUCTION")
    always_recognised(office.facility, places=24)
    path = f"facilities/{office.facility.pk}/claims"
    told = call(office.operator, path, {"programme": "GZ-CONSTRUCTION", "facts": construction(24)}).json()
    with scoped(Scope.of_facilities((office.facility.pk,))):
        first = office.with_papers(SubsidyClaim.objects.get(pk=told["id"]))
        submit_claim(by=office.operator, claim_id=first.pk)
    _through(office, first)
    always_recognised(office.facility, places=40)
    grown = construction(40, works="renovation_expansion", accepted_on="2024-05-10")
    claim = call(office.operator, path, {"programme": "GZ-CONSTRUCTION", "facts": grown}).json()
    quote = read(office.operator, f"claims/{claim['id']}/quote").json()
    assert (quote["amount"], quote["shares"]) == ("8000.00", {"city": "1600.00", "county": "6400.00"})


@pytest.fixture
def law_given_back() -> Iterator[None]:
    """What a test publishes is taken back."""
    yield
    with nation_scope(reason="what a test published is taken back"):
        Proposal.objects.all().delete()
        PackVersion.objects.filter(approved_by__isnull=False).delete()
        published(locked_stamp())
    forget()


def _administrators(cast: Cast) -> tuple[Actor, Actor]:
    first = cast.official(GANZHOU, DepartmentKind.HEALTH, Role.POLICY_ADMIN)
    second = cast.official(GANZHOU // 10**10 * 10**10, DepartmentKind.HEALTH, Role.POLICY_ADMIN)
    return first, second


def _programme_of(content: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in content["programmes"] if each["id"] == PROGRAMME)
    return found


@pytest.mark.usefixtures("law_given_back")
def test_u41_a_part_of_a_month_is_split_to_the_fen_in_quote_budget_and_ledger(office: Office) -> None:
    """200 yuan for 14 of 31 days are 90.32: 18.06 of the city and 72.26 of the county."""
    content = pack()
    for parameter in _programme_of(content)["parameters"]:
        if parameter["name"] == "partial_month_mode":
            parameter["value"] = "PRO_RATA_CALENDAR"
    first, second = _administrators(office.cast)
    approved(second, submitted(first, content))
    claim = office.draft_of(operating(month(child("A"))))
    with nation_scope(reason="test set-up"):
        Enrolment.objects.update(starts_on=date(2024, 5, 18))
        AttendanceRow.objects.update(days=packed(range(20, 30)))
    quote = read(office.operator, f"claims/{claim.pk}/quote").json()
    assert (quote["amount"], quote["shares"]) == ("90.32", {"city": "18.06", "county": "72.26"})
    with scoped(Scope.of_facilities((office.facility.pk,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        make_claims(by=office.maker, claim_ids=[claim.pk])
    assert (office.budget("city").reserved, office.budget("county").reserved) == (1806, 7226)
    with here():
        check_claims(by=office.checker, claim_ids=[claim.pk])
    office.payee()
    office.answered(office.released(), BankResult.PAID)
    assert (office.budget("city").paid, office.budget("county").paid) == (1806, 7226)
    with here():
        assert sum(trial_balance().values()) == 0


@pytest.mark.usefixtures("law_given_back")
def test_u43_an_extension_with_its_document_and_two_approvals_opens_the_next_month(office: Office) -> None:
    path = f"facilities/{office.facility.pk}/claims"
    always_recognised(office.facility, places=60)
    signed(office.facility, [month(child("A"), name="2025-03")])
    body = {"programme": PROGRAMME, "months": ["2025-03"]}
    assert call(office.operator, path, body).status_code == 400
    content = pack()
    longer = dict(_programme_of(content), valid_from="2025-02-18", valid_to="2027-02-17", status="IN_FORCE")
    content["programmes"].append(longer)
    first, second = _administrators(office.cast)
    row = submitted(first, content)
    with pytest.raises(DomainError):
        approved(first, row)
    assert call(office.operator, path, body).status_code == 400
    approved(second, row)
    told = call(office.operator, path, body)
    assert told.status_code == 201
    assert read(office.operator, f"claims/{told.json()['id']}/quote").json()["amount"] == "200.00"
    with nation_scope(reason="a test looks"):
        assert PackVersion.objects.filter(approved_by__isnull=False).get().document.startswith("赣市府办")


def test_u45_a_budget_a_child_entered_late_in_the_page_computes_the_claim_once(cast: Cast) -> None:
    late = Late(cast)
    maker = signed_in(late.maker)
    assert "PARAM_MISSING" in text(maker.get(f"/claims/{late.claim.pk}/"))
    sent = {"region": str(BINJIANG), "year": "2025", "amount": "23457.89", "document": "示例教〔2026〕1号"}
    page = maker.post("/budgets/per-student/", sent)
    assert page.status_code == 302, text(page)
    assert late.now().amount == 13019129
    assert maker.post("/budgets/per-student/", sent | {"amount": "24000.00"}).status_code == 422
    assert (late.now().amount, late.now().state) == (13019129, ClaimState.FACTS)
