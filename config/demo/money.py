"""The money of the demo: budgets, and a claim in every state that the pages of the finance office show."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.demo import code_now
from accounts.enums import DepartmentKind, Role
from accounts.models import SecondFactor
from config.demo.people import Offices, doing
from config.demo.samples import store_evidence
from config.demo.steps import Case, back, minute
from config.demo.timeline import Story
from config.demo.winter import MONTHS
from facilities.models import Facility
from kernel import clock
from policy.queries import programme
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from subsidies.enums import BankResult, ClawbackReason
from subsidies.models import BatchLine, Budget, PaymentBatch, SubsidyClaim
from subsidies.queries.prefill import operating_facts, places_paid, standing
from subsidies.workflow import (
    approve_clawback,
    attach_evidence,
    build_batch,
    check_claims,
    confirm_facts,
    confirm_payee,
    freeze_batch,
    make_claims,
    order_clawback,
    record_answers,
    release_batch,
    return_claim,
    set_budget,
    start_claim,
    start_run,
    state_payee,
    submit_claim,
)
from subsidies.workflow.answers import Answer
from subsidies.workflow.runs import work_on

_OPERATING, _WORKS = "GZ-OPERATING", "GZ-CONSTRUCTION"
_DECEMBER, _JANUARY, _FEBRUARY = ((month,) for month in MONTHS)


class Money:
    """The finance offices of a district and its city, and the facilities that claim."""

    def __init__(self, offices: Offices, cases: Sequence[Case]) -> None:
        self.offices, self.cases = offices, cases
        self.district = offices.place.district
        self.maker = offices.official(DepartmentKind.FINANCE, Role.FINANCE_MAKER)
        self.checker = offices.official(DepartmentKind.FINANCE, Role.FINANCE_CHECKER)
        self.payer = offices.official(DepartmentKind.FINANCE, Role.FINANCE_PAYER)
        city = ancestor(self.district, Level.CITY)
        self.city_maker = offices.official(DepartmentKind.FINANCE, Role.FINANCE_MAKER, region=city)

    def budget(self, by: Actor, payer: str, yuan: int, document: str) -> None:
        doing(
            by, _budget, district=self.district, programme=_OPERATING, payer=payer, amount=yuan * 100,
            document=document,
        )  # fmt: skip

    def cut(self) -> None:
        """Both levels take back what is not bound, up to the next thousand yuan: what comes next has to wait."""
        for by, payer, document in (
            (self.city_maker, "city", "示例市财调〔2026〕5号（演示）"),
            (self.maker, "county", "示例区财调〔2026〕7号（演示）"),
        ):
            bound = doing(by, _bound, district=self.district, payer=payer)
            self.budget(by, payer, -(-bound // 100_000) * 1000, document)

    def draft(self, place: int, months: Iterable[date]) -> SubsidyClaim:
        case = self.cases[place]
        assert case.operator is not None and case.facility is not None
        found: SubsidyClaim = doing(case.operator, _draft, facility_id=case.facility.pk, months=months)
        return found

    def submitted(self, place: int, months: Iterable[date]) -> int:
        claim = self.draft(place, months)
        doing(self._operator(place), submit_claim, claim_id=claim.pk)
        return claim.pk

    def works(self, place: int) -> None:
        """The places of a nursery are claimed as works."""
        doing(self._operator(place), _works, facility=self.cases[place].facility)

    def _operator(self, place: int) -> Actor:
        found = self.cases[place].operator
        assert found is not None
        return found

    def confirmed(self, *claims: int) -> None:
        for claim in claims:
            doing(self.offices.officer, confirm_facts, claim_id=claim)

    def made(self, *claims: int) -> None:
        doing(self.maker, make_claims, claim_ids=claims)

    def checked(self, *claims: int) -> None:
        doing(self.checker, check_claims, claim_ids=claims)

    def frozen(self, *claims: int) -> PaymentBatch:
        batch = doing(self.maker, build_batch, region=self.district, programme=_OPERATING, claim_ids=claims)
        found: PaymentBatch = doing(self.maker, freeze_batch, batch_id=batch.pk)
        return found

    def answered(self, batch: PaymentBatch, *results: BankResult) -> None:
        doing(self.payer, _answered, batch_id=batch.pk, results=results)

    def accounts(self) -> None:
        for case in self.cases:
            assert case.facility is not None
            row = doing(
                self._operator(self.cases.index(case)), state_payee, facility_id=case.facility.pk, bank="示例银行章贡支行",
                holder=case.facts["name"], number=f"6222 0000 0000 {6000 + case.number}",
            )  # fmt: skip
            doing(self.maker, confirm_payee, payee_id=row.pk)


def paid_out(money: Money) -> Story:
    """From the budgets of the year to what still waits today; the first facilities are the furthest."""
    case = money.cases[0]
    yield minute(case, back(case, 45))
    money.budget(money.city_maker, "city", 60_000, "示例市财社〔2026〕18号（演示）")
    money.budget(money.maker, "county", 240_000, "示例区财预〔2026〕6号（演示）")
    money.accounts()
    yield from _paid(money, case)
    yield from _owed(money, case)


def _paid(money: Money, case: Case) -> Story:
    """Two batches at the bank: one credited, one with a payment that came back; later a clawback."""
    yield minute(case, back(case, 42))
    first = [money.submitted(place, _DECEMBER) for place in range(4)]
    yield minute(case, back(case, 40))
    money.confirmed(*first)
    yield minute(case, back(case, 38))
    money.made(*first)
    yield minute(case, back(case, 37))
    money.checked(*first)
    for claims, results, day in (
        (first[:2], (BankResult.PAID, BankResult.PAID), 35),
        (first[2:], (BankResult.FAILED, BankResult.PAID), 31),
    ):
        yield minute(case, back(case, day))
        batch = money.frozen(*claims)
        yield minute(case, back(case, day - 1))
        doing(money.payer, _released, batch_id=batch.pk)
        yield minute(case, back(case, day - 3))
        money.answered(batch, *results)
    yield minute(case, back(case, 20))
    row = doing(
        money.maker, order_clawback, claim_id=first[1], amount=400_00, reason=ClawbackReason.ATTENDANCE,
        explanation="抽查监控发现 2 名幼儿 2024 年 12 月实际出勤不足半（演示）。", working_days=60,
    )  # fmt: skip
    yield minute(case, back(case, 19))
    doing(money.checker, approve_clawback, recovery_id=row.pk)


def _owed(money: Money, case: Case) -> Story:
    """What is under way: returned, frozen with money kept back, approved, at each desk, and one that waits for budget."""
    yield minute(case, back(case, 18))
    returned, frozen, checking = (money.submitted(place, _JANUARY) for place in (0, 1, 5))
    also, approved, making = (money.submitted(place, _DECEMBER) for place in (4, 5, 6))
    waiting = money.submitted(7, MONTHS)
    yield minute(case, back(case, 16))
    money.confirmed(returned, frozen, checking, also, approved, making, waiting)
    yield minute(case, back(case, 14))
    money.made(frozen, also, approved, checking)
    yield minute(case, back(case, 13))
    money.checked(frozen, also, approved)
    yield minute(case, back(case, 10))
    money.frozen(frozen, also)
    yield minute(case, back(case, 9))
    money.cut()
    money.made(waiting)
    yield minute(case, back(case, 8))
    remarks = {3: "请核对出勤记录：1 月 13 日至 17 日与监控不符。", 5: "请补充该幼儿的缴费凭证。"}
    doing(
        money.maker,
        return_claim,
        claim_id=returned,
        reason="两名幼儿的出勤请核对后重新提交。",
        remarks=remarks,
    )
    yield minute(case, back(case, 3))
    money.submitted(6, _JANUARY)
    money.works(6)
    yield minute(case, back(case, 2))
    money.draft(0, _FEBRUARY)
    run = doing(money.maker, start_run, region=money.district, month=_FEBRUARY[0])
    while work_on(run.pk):
        pass


def _budget(*, by: Actor, district: int, **given: Any) -> None:
    set_budget(by=by, region=Region.objects.get(pk=district), year=clock.today().year, **given)


def _bound(*, by: Actor, district: int, payer: str) -> int:
    row = Budget.objects.get(region_id=district, programme=_OPERATING, year=clock.today().year, payer=payer)
    return row.amount - row.rest


def _draft(*, by: Actor, facility_id: int, months: Iterable[date]) -> SubsidyClaim:
    facility = Facility.objects.get(pk=facility_id)
    facts = operating_facts(facility, programme(facility.region_id, _OPERATING)[-1], months)
    return start_claim(by=by, facility_id=facility_id, programme_id=_OPERATING, facts=facts)


def _works(*, by: Actor, facility: Facility) -> None:
    facility.refresh_from_db()
    facts = {
        "facility": standing(facility) | {"location": "urban", "works": "new_build"},
        "places_claimed": min(30, facility.places),
        "places_already_paid": places_paid(facility, _WORKS),
        "accepted_on": "2023-05-10",
    }
    claim = start_claim(by=by, facility_id=facility.pk, programme_id=_WORKS, facts=facts)
    for paper in programme(facility.region_id, _WORKS)[-1].evidence:
        file = store_evidence(by=by, facility=facility, title=str(paper.name))
        attach_evidence(by=by, claim_id=claim.pk, code=paper.code, file=file)
    submit_claim(by=by, claim_id=claim.pk)


def _released(*, by: Actor, batch_id: int) -> None:
    factor = SecondFactor.objects.get(user_id=by.user_id)
    release_batch(by=by, batch_id=batch_id, code=code_now(factor))


def _answered(*, by: Actor, batch_id: int, results: Sequence[BankResult]) -> None:
    lines = BatchLine.objects.filter(batch_id=batch_id).order_by("position")
    told = [
        Answer(
            position=line.position, amount=line.net, result=result, row=n,
            reference=f"示例-{batch_id}-{n}" if result == BankResult.PAID else "",
            note="" if result == BankResult.PAID else "户名与账号不符",
        )
        for n, (line, result) in enumerate(zip(lines, results, strict=True), start=2)
    ]  # fmt: skip
    record_answers(by=by, batch_id=batch_id, answers=told)
