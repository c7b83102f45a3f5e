"""Money in a place of the matrix: a budget, a claim at work, a paid one with its batch, what has to come back."""

from datetime import date

from facilities.models import Facility
from kernel import clock
from regions.scope import nation_scope
from subsidies.models import (
    BatchLine,
    Budget,
    ClaimEvidence,
    ClaimLine,
    CorrectionProposal,
    MonthlyRun,
    PayeeAccount,
    PaymentBatch,
    PerStudentBudget,
    ProposedClaim,
    Recovery,
    SubsidyClaim,
)

PROGRAMMES = {330304000000: "OH-CONSTRUCTION"}
_FACTS = {
    "OH-CONSTRUCTION": {
        "operator": "public",
        "class_costs_yuan": ["1000"],
        "assessment_passed_on": "2023-06-15",
    },
    "GZ-OPERATING": {
        "facility": {"filed": [["2020-01-01", None]], "universal": [["2020-01-01", None]]},
        "months": [{"month": "2024-05", "child_months": 1}],
    },
}


def money_of(district: int, facility_id: int, mark: str) -> dict[str, list[int]]:
    """Rows of a district as its finance office would have them, every text with the canary. Kind → ids."""
    with nation_scope(reason="test set-up"):
        facility = Facility.objects.get(pk=facility_id)
        programme = PROGRAMMES.get(district, "GZ-OPERATING")
        now, place = clock.now(), {"region_id": facility.region_id, "facility_id": facility.pk}
        budget = {"programme": programme, "year": 2026, "payer": "county"}
        Budget.objects.create(region_id=district, **budget, amount=10**8)
        claim = SubsidyClaim.objects.create(
            **place,
            facility_name=f"示例·{mark}",
            programme=programme,
            number=mark,
            subject="2024-05",
            facts=_FACTS[programme],
            state="FACTS",
            code="OK",
            amount=20000,
            shares={"county": 20000},
            created_at=now,
            submitted_at=now,
            remark=mark,
        )
        ClaimLine.objects.create(**place, claim=claim, position=1, ref=mark, code="OK", amount=20000)
        _late_of(place, claim, mark)
        evidence = ClaimEvidence.objects.create(**place, claim=claim, code="acceptance", file_id=1)
        account = {"bank": mark, "holder": mark, "account_number": "6222000000006021"}
        payee = PayeeAccount.objects.create(
            region_id=facility.region_id, facility=facility, stated_at=now, **account
        )
        batch = PaymentBatch.objects.create(
            region_id=district, programme=programme, number=mark, year=2026, built_at=now
        )
        line = BatchLine.objects.create(
            **place,
            batch_id=batch.pk,
            claim_id=claim.pk,
            position=1,
            amount=20000,
            net=20000,
            shares={"county": 20000},
            **account,
        )
        recovery = Recovery.objects.create(
            **place,
            claim_id=claim.pk,
            reason="OTHER",
            explanation=mark,
            amount=100,
            shares={"county": 100},
            working_days=5,
            due_on=date(2026, 9, 1),
            state="ORDERED",
            ordered_at=now,
        )
        run = _run_of(district, place, programme, mark)
    return {"run": [run.pk], "claim": [claim.pk], "evidence": [evidence.pk]} | {
        "payee": [payee.pk],
        "batch": [batch.pk],
        "line": [line.pk],
        "recovery": [recovery.pk],
    }


def _run_of(district: int, place: dict[str, int], programme: str, mark: str) -> MonthlyRun:
    """A monthly run with what it proposed, and the budget a child."""
    now = clock.now()
    run = MonthlyRun.objects.create(
        region_id=district, month=date(2024, 5, 1), parts=[district], started_at=now
    )
    ProposedClaim.objects.create(
        **place, run_id=run.pk, programme=programme, month=date(2024, 5, 1), children=1, child_months=1,
        amount=20000, county_part=20000, proposed_at=now,
    )  # fmt: skip
    PerStudentBudget.objects.create(region_id=district, year=2024, amount=1, number=mark, entered_at=now)
    return run


def _late_of(place: dict[str, int], claim: SubsidyClaim, mark: str) -> None:
    """What the night found of the claim."""
    CorrectionProposal.objects.create(
        **place, claim=claim, difference=-100, lines=[[mark, "OK", -100]], seen=1, found_at=clock.now()
    )
