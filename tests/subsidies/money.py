"""A small finance office: budgets, a facility that claims, and short cuts to the states of its claims."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import count
from typing import Any

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from documents.enums import Purpose
from documents.workflow import receive_upload
from facilities.models import Facility
from policy.queries import programme
from regions.models import Region
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import BankResult
from subsidies.models import BatchLine, Budget, PaymentBatch, SubsidyClaim
from subsidies.workflow import (
    attach_evidence,
    build_batch,
    check_claims,
    confirm_facts,
    confirm_payee,
    freeze_batch,
    make_claims,
    record_answers,
    release_batch,
    set_budget,
    start_claim,
    state_payee,
    submit_claim,
)
from subsidies.workflow.answers import Answer
from tests.authenticator import code_of
from tests.cast import GANZHOU, ZHANGGONG, Cast
from tests.filing import upload
from tests.subsidies.attendance import always_recognised, signed
from tests.subsidies.build import child, month, operating

PROGRAMME = "GZ-OPERATING"
YEAR = 2026
_days = count(1)


def here() -> AbstractContextManager[Any]:
    """The scope of an officer of 章贡区."""
    return scoped(Scope.of_region(ZHANGGONG))


def with_papers(claim: SubsidyClaim, operator: Actor, facility: Facility, *codes: str) -> None:
    """Attach a file for each paper that the programme of a draft asks for, or for those named."""
    asked = programme(claim.region_id, claim.programme)[-1].evidence
    with scoped(Scope.of_facilities((facility.pk,))):
        for code in codes or tuple(each.code for each in asked):
            purpose = Purpose.CLAIM_EVIDENCE
            file = receive_upload(by=operator, facility=facility, purpose=purpose, upload=upload())
            attach_evidence(by=operator, claim_id=claim.pk, code=code, file=file)


class Office:
    """Maker, checker and payer of 章贡区, the city's maker, and a facility with an operator and an account."""

    def __init__(self, cast: Cast, *, city: int = 10_000_00, county: int = 40_000_00) -> None:
        self.cast = cast
        #: Ref in the facts of a draft → the child that stands for it.
        self.children: dict[str, int] = {}
        self.city_money(city)
        self.county_money(county)

    @cached_property
    def maker(self) -> Actor:
        return self.cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_MAKER)

    @cached_property
    def checker(self) -> Actor:
        return self.cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_CHECKER)

    @cached_property
    def payer(self) -> Actor:
        return self.cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_PAYER)

    @cached_property
    def city_maker(self) -> Actor:
        return self.cast.official(GANZHOU, DepartmentKind.FINANCE, Role.FINANCE_MAKER)

    @cached_property
    def facility(self) -> Facility:
        return self.cast.facility()

    @cached_property
    def operator(self) -> Actor:
        return self.cast.operator(self.facility)

    def city_money(self, amount: int) -> Budget:
        return self._money(self.city_maker, "city", amount)

    def county_money(self, amount: int) -> Budget:
        return self._money(self.maker, "county", amount)

    def money_of(self, programme: str, amount: int = 100_000_00) -> None:
        """Both levels give as much to another programme."""
        self._money(self.city_maker, "city", amount, programme)
        self._money(self.maker, "county", amount, programme)

    def _money(self, by: Actor, payer: str, amount: int, programme: str = PROGRAMME) -> Budget:
        with scoped(Scope.of_region(by.region_id)):
            return set_budget(
                by=by,
                region=Region.objects.get(pk=ZHANGGONG),
                programme=programme,
                year=YEAR,
                payer=payer,
                amount=amount,
                document=f"示例财〔2026〕{next(_days)}号",
            )

    def budget(self, payer: str) -> Budget:
        with here():
            found: Budget = Budget.objects.get(programme=PROGRAMME, year=YEAR, payer=payer)
            return found

    def draft(self, name: str = "2024-05", *, children: int = 3, **of_child: Any) -> SubsidyClaim:
        """A draft of the operating subsidy for a month in which so many children came every day."""
        rows = (child(f"C{n}", **of_child) for n in range(children))
        return self.draft_of(operating(month(*rows, name=name)))

    def draft_of(self, facts: Mapping[str, Any], programme: str = PROGRAMME) -> SubsidyClaim:
        """Behind the months of the facts there is signed attendance; works are filed with the places they name."""
        operator, facility = self.operator, self.facility
        always_recognised(facility, places=facts["facility"]["filed_places"])
        if months := facts.get("months"):
            self.children |= signed(facility, months)
            facts = {"months": [{"month": each["month"]} for each in months]}
        with scoped(Scope.of_facilities((facility.pk,))):
            return start_claim(by=operator, facility_id=facility.pk, programme_id=programme, facts=facts)

    def with_papers(self, claim: SubsidyClaim, *codes: str) -> SubsidyClaim:
        with_papers(claim, self.operator, self.facility, *codes)
        return self.again(claim)

    def submitted(self, *args: Any, **kwargs: Any) -> SubsidyClaim:
        claim = self.draft(*args, **kwargs)
        with scoped(Scope.of_facilities((claim.facility_id,))):
            return submit_claim(by=self.operator, claim_id=claim.pk)

    def confirmed(self, *args: Any, **kwargs: Any) -> SubsidyClaim:
        claim = self.submitted(*args, **kwargs)
        with here():
            return confirm_facts(by=self.cast.officer, claim_id=claim.pk)

    def made(self, *args: Any, **kwargs: Any) -> SubsidyClaim:
        claim = self.confirmed(*args, **kwargs)
        with here():
            return make_claims(by=self.maker, claim_ids=[claim.pk])[0]

    def approved(self, *args: Any, **kwargs: Any) -> SubsidyClaim:
        claim = self.made(*args, **kwargs)
        with here():
            return check_claims(by=self.checker, claim_ids=[claim.pk])[0]

    def payee(self) -> None:
        with scoped(Scope.of_facilities((self.facility.pk,))):
            row = state_payee(
                by=self.operator,
                facility_id=self.facility.pk,
                bank="示例银行",
                holder=self.facility.name,
                number="6222 0000 0000 6021",
            )
        with here():
            confirm_payee(by=self.maker, payee_id=row.pk)

    def frozen(self) -> PaymentBatch:
        with here():
            batch = build_batch(by=self.maker, region=ZHANGGONG, programme=PROGRAMME)
            return freeze_batch(by=self.maker, batch_id=batch.pk)

    def released(self) -> PaymentBatch:
        batch = self.frozen()
        with here():
            return release_batch(by=self.payer, batch_id=batch.pk, code=code_of(self.payer))

    def release_by_call(self, call: Any, batch: Mapping[str, Any]) -> Any:
        """The payer releases a batch by the interface; `batch` as it was told."""
        return call(
            self.payer,
            f"batches/{batch['id']}/release",
            body={"code": code_of(self.payer)},
            version=batch["version"],
        ).json()

    def answered(self, batch: PaymentBatch, *results: BankResult) -> PaymentBatch:
        """The bank says so of the lines in their order."""
        with here():
            lines = BatchLine.objects.filter(batch_id=batch.pk).order_by("position")
            told = [
                Answer(position=line.position, amount=line.net, result=result, row=n)
                for n, (line, result) in enumerate(zip(lines, results, strict=False), start=2)
            ]
            return record_answers(by=self.payer, batch_id=batch.pk, answers=told)

    def paid(self, *args: Any, **kwargs: Any) -> SubsidyClaim:
        claim = self.approved(*args, **kwargs)
        self.payee()
        batch = self.released()
        self.answered(batch, *[BankResult.PAID] * 9)
        return self.again(claim)

    def again(self, claim: SubsidyClaim) -> SubsidyClaim:
        with nation_scope(reason="a test looks at a claim"):
            found: SubsidyClaim = SubsidyClaim.objects.get(pk=claim.pk)
            return found
