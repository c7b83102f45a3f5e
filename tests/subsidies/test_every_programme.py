"""Every kind of programme can be claimed: stated on the page, seen live, simulated where the text is a draft, and inactive
where a text names no amounts until a table with a document is approved by two."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.errors import DomainError
from facilities.models import Facility
from kernel import clock
from policy.models import PackVersion, Proposal
from policy.queries.loaded import forget
from policy.workflow import approve, draft_figures, submit
from policy.workflow.figures import Paper
from policy.workflow.stamp import locked_stamp, published
from regions.models import Region
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import ClaimState
from subsidies.models import BatchLine, SubsidyClaim
from subsidies.workflow import (
    build_batch,
    confirm_facts,
    make_claims,
    start_claim,
    state_per_student_budget,
    submit_claim,
)
from tests.cast import BINJIANG, OUHAI, Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.money import with_papers

pytestmark = pytest.mark.django_db
PAPER = Paper("示例区托育补助标准", "示例财〔2026〕9号", date(2026, 1, 5))


class Place:
    """A district with a facility, its operator, an officer and a finance maker."""

    def __init__(self, cast: Cast, district: int) -> None:
        self.cast, self.district = cast, district
        self.facility: Facility = cast.facility(region=district + 1000)
        self.operator: Actor = cast.operator(self.facility, FacilityRole.MANAGER)
        self.officer = cast.official(district, DepartmentKind.HEALTH, Role.OFFICER)
        self.maker = cast.official(district, DepartmentKind.FINANCE, Role.FINANCE_MAKER)

    def at_home(self) -> Any:
        return scoped(Scope.of_facilities((self.facility.pk,)))

    def here(self) -> Any:
        return scoped(Scope.of_region(self.district))

    def claim(self, programme: str, facts: dict[str, Any], subject: str = "") -> SubsidyClaim:
        with self.at_home():
            return start_claim(
                by=self.operator,
                facility_id=self.facility.pk,
                programme_id=programme,
                facts=facts,
                subject=subject,
            )

    def budget_a_child(self, fen: int) -> None:
        """Last year's budget a child, as the finance office enters it."""
        with self.here():
            state_per_student_budget(
                by=self.maker,
                region=Region.objects.get(pk=self.district),
                year=clock.today().year - 1,
                amount=fen,
                document="示例教〔2026〕1号",
            )

    def submitted(self, claim: SubsidyClaim) -> SubsidyClaim:
        with self.at_home():
            return submit_claim(by=self.operator, claim_id=claim.pk)


@pytest.fixture
def law_given_back() -> Iterator[None]:
    """What a test publishes is taken back: the law is never emptied between tests."""
    yield
    with nation_scope(reason="what a test published is taken back"):
        Proposal.objects.all().delete()
        PackVersion.objects.filter(approved_by__isnull=False).delete()
        published(locked_stamp())
    forget()


def _entered(cast: Cast, district: int, programme: str, amounts: dict[str, int]) -> None:
    """The table becomes law by two persons."""
    code = str(district // 10**6)
    first, second = (
        cast.official(district, DepartmentKind.HEALTH, Role.POLICY_ADMIN),
        cast.official(district // 10**8 * 10**8, DepartmentKind.HEALTH, Role.POLICY_ADMIN),
    )
    with nation_scope(reason="policy administrators of two levels"):
        row = draft_figures(by=first, code=code, programme_id=programme, amounts=amounts, paper=PAPER)
        submit(
            by=first,
            proposal_id=row.pk,
            document=PAPER.number,
            reason="示例",
            effective_on=clock.today(),
        )
        with pytest.raises(DomainError):
            approve(by=first, proposal_id=row.pk)
        approve(by=second, proposal_id=row.pk)
    forget()


def test_u44_binjiang_runs_in_full_as_a_simulation_and_reaches_no_batch(cast: Cast) -> None:
    place = Place(cast, BINJIANG)
    place.budget_a_child(23457_89)
    facts = {"child_months": 333}
    claim = place.submitted(place.claim("HZBJ-OPERATING", facts, "period:2025"))
    assert claim.simulated
    assert claim.amount == 13019129
    with place.here():
        confirm_facts(by=place.officer, claim_id=claim.pk)
        (claim,) = make_claims(by=place.maker, claim_ids=[claim.pk])
        assert claim.state == ClaimState.SIMULATED
        with pytest.raises(DomainError) as refused:
            build_batch(by=place.maker, region=BINJIANG, programme="HZBJ-OPERATING", claim_ids=[claim.pk])
        assert refused.value.code == "NOTHING_TO_PAY"
    page = text(signed_in(place.maker).get(f"/claims/{claim.pk}/"))
    assert "仅供模拟" in page
    assert faults(page) == []


def test_u44_the_database_puts_no_simulated_claim_into_a_batch(cast: Cast) -> None:
    place = Place(cast, BINJIANG)
    place.budget_a_child(20000_00)
    facts = {"child_months": 12}
    claim = place.submitted(place.claim("HZBJ-OPERATING", facts, "period:2025"))
    with place.here():
        for forged in ({"state": ClaimState.APPROVED}, {"state": ClaimState.PAID}):
            with pytest.raises(IntegrityError), transaction.atomic():
                SubsidyClaim.objects.filter(pk=claim.pk).update(**forged)
        with pytest.raises(IntegrityError), transaction.atomic():
            BatchLine.objects.create(
                region_id=claim.region_id,
                facility_id=claim.facility_id,
                batch_id=1,
                claim_id=claim.pk,
                position=1,
                amount=claim.amount,
                net=claim.amount,
                bank="示例",
                holder="示例",
                account_number="6222000000006021",
            )


@pytest.mark.usefixtures("law_given_back")
def test_a_table_is_inactive_until_two_persons_entered_it_with_its_document(cast: Cast) -> None:
    place = Place(cast, OUHAI)
    client = signed_in(place.operator)
    address = f"/operator/subsidies/{place.facility.pk}/OH-POST-ALLOWANCE/"
    assert "暂不能申报" in text(client.get(address))
    with pytest.raises(DomainError) as refused:
        place.claim("OH-POST-ALLOWANCE", {"quantities": {"高级": 1}}, "period:2025-03")
    assert refused.value.code == "NOT_ACTIVE"
    _entered(cast, OUHAI, "OH-POST-ALLOWANCE", {"高级": 30000, "中级": 20000})
    page = text(client.get(address))
    assert faults(page) == []
    assert "高级" in page
    shown = client.post(f"{address}preview/", {"period": "2025-03", "row_0": "2", "row_1": "1"})
    assert "800.00" in shown.content.decode()
    bad = client.post(address, {"period": "2025", "row_0": "0", "row_1": "0"})
    assert bad.status_code == 422
    client.post(address, {"period": "2025-03", "row_0": "2", "row_1": "1"})
    with place.here():
        claim = SubsidyClaim.objects.get()
    assert claim.subject == "period:2025-03"


@pytest.mark.usefixtures("law_given_back")
def test_an_award_at_discretion_needs_its_reason_in_writing(cast: Cast) -> None:
    place = Place(cast, BINJIANG)
    _entered(cast, BINJIANG, "HZBJ-AWARD", {"示范机构": 10000000})
    claim = place.claim("HZBJ-AWARD", {"quantities": {"示范机构": 1}}, "period:2025")
    with_papers(claim, place.operator, place.facility)
    claim = place.submitted(claim)
    with place.here(), pytest.raises(DomainError) as refused:
        confirm_facts(by=place.officer, claim_id=claim.pk, reason=" ")
    assert refused.value.field == "reason"
    client = signed_in(place.officer)
    assert client.post(f"/claims/{claim.pk}/confirm/", {"reason": ""}).status_code == 422
    client.post(f"/claims/{claim.pk}/confirm/", {"reason": "经评审认定为示范机构"})
    page = text(client.get(f"/claims/{claim.pk}/"))
    assert "经评审认定为示范机构" in page
    assert "POLICY_DRAFT" in page


def test_u46_the_cap_of_a_class_is_seen_live_and_a_draft_can_be_changed(cast: Cast) -> None:
    place = Place(cast, OUHAI)
    client, address = signed_in(place.operator), f"/operator/subsidies/{place.facility.pk}/OH-CONSTRUCTION/"
    typed = {"operator": "social_forces", "first_class": "310,000", "assessment_passed_on": "2023-06-15"}
    assert "150,000.00" in client.post(f"{address}preview/", typed).content.decode()
    assert "金额" in client.post(f"{address}preview/", typed | {"first_class": "1e5"}).content.decode()
    client.post(address, typed)
    with place.here():
        claim = SubsidyClaim.objects.get()
    page = text(client.get(f"/operator/claims/{claim.pk}/change/"))
    assert faults(page) == []
    assert 'value="310000.00"' in page
    client.post(f"/operator/claims/{claim.pk}/change/", typed | {"first_class": "100000"})
    assert "49,000.00" in text(client.get(f"/operator/claims/{claim.pk}/"))


def test_a_growth_station_is_claimed_up_to_its_limit(cast: Cast) -> None:
    place = Place(cast, OUHAI)
    client, address = signed_in(place.operator), f"/operator/subsidies/{place.facility.pk}/OH-STATION/"
    typed = {"cost_yuan": "120000", "accepted_on": "2023-06-15", "accepted_by": ["health", "town"]}
    assert "100,000.00" in client.post(f"{address}preview/", typed).content.decode()
    client.post(address, typed)
    with place.here():
        assert SubsidyClaim.objects.get().facts["accepted_by"] == ["health", "town"]


def test_a_programme_that_leaves_nothing_open_takes_no_table(cast: Cast) -> None:
    policy = cast.official(OUHAI, DepartmentKind.HEALTH, Role.POLICY_ADMIN)
    with nation_scope(reason="a test"), pytest.raises(DomainError):
        draft_figures(by=policy, code="330304", programme_id="OH-STATION", amounts={"x": 1}, paper=PAPER)
    client = signed_in(policy)
    page = text(client.get("/policy/programmes/OH-RATING-AWARD/table/"))
    assert faults(page) == []
    bad = client.post(
        "/policy/programmes/OH-RATING-AWARD/table/",
        {
            "title": "示例",
            "number": "示例〔2026〕1号",
            "issued_on": "2026-01-05",
            "row_0": "5",
            "amount_0": "1e3",
        },
    )
    assert bad.status_code == 422
    assert "1e3" in bad.content.decode()
