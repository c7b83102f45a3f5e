"""The steps of a facility's life, one act of one person each: what the stories are put together from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.actors import Actor
from accounts.models import Department
from config.demo import samples
from config.demo.people import Offices, doing
from config.demo.timeline import Story, at, working_days_back, working_days_on
from facilities.models import Facility
from kernel import clock
from policy.enums import EntityKind
from regions.models import Region
from registration.enums import Verdict
from registration.models import Filing, FilingMaterial
from registration.rules import RegistrationFacts
from registration.workflow import drafting, pushing, reviewing, submitting, verifying


@dataclass
class Case:
    """One facility of the demo and the people around it."""

    number: int
    today: date
    offices: Offices
    street: Region
    facts: dict[str, Any]
    form: dict[str, Any]
    rng: Random
    main: bool = False
    facility: Facility | None = None
    operator: Actor | None = None
    filing: Filing | None = None

    def registration(self, approved_on: date) -> RegistrationFacts:
        return RegistrationFacts(approved_on=approved_on, **self.facts)

    @property
    def registrar(self) -> Actor:
        found = self.offices.registrar(EntityKind(self.facts["entity_kind"]), self.today)
        if found is None:
            raise ValueError("files directly")
        return found


def back(case: Case, days: int) -> date:
    return working_days_back(days, of=case.today)


def minute(case: Case, day: date, hour: int = 9) -> datetime:
    return at(day, hour + case.rng.randint(0, 6), case.rng.randint(0, 59))


def registered(case: Case, *, approved: date, after: int = 2) -> Story:
    """Approved, and pushed `after` working days later."""
    yield minute(case, working_days_on(after, of=approved))
    row = doing(
        case.registrar,
        pushing.push,
        facts=case.registration(approved),
        region=case.street,
        registrar=Department.objects.get(pk=case.registrar.department_id),
    )
    case.facility = row.facility
    case.operator = case.offices.operator_of(row.facility, main=case.main)


def drafted(case: Case, *, on: date, complete: bool = True) -> Story:
    """The operator fills in the form; `complete` with every material, else a part of them."""
    yield minute(case, on)
    facility, operator = case.facility, case.operator
    assert facility is not None and operator is not None
    case.filing = doing(operator, drafting.start_filing, facility_id=facility.pk)
    doing(operator, drafting.save_draft, filing_id=case.filing.pk, form=case.form)
    codes = doing(operator, wanted, filing=case.filing)
    for code in codes if complete else codes[:2]:
        hand_in(case, operator, code, on)


def wanted(*, by: Actor, filing: Filing) -> list[str]:
    rows = FilingMaterial.objects.filter(filing=filing, applicable=True).order_by("position")
    return [row.code for row in rows if row.code not in samples.ONLINE]


def hand_in(case: Case, operator: Actor, code: str, on: date) -> None:
    assert case.filing is not None
    facts = samples.facts(code, on)
    doing(operator, _store_and_attach, filing=case.filing, code=code, facts=facts)


def _store_and_attach(*, by: Actor, filing: Filing, code: str, facts: dict[str, Any]) -> None:
    file = samples.store(by=by, filing=filing, code=code)
    drafting.attach(by=by, filing_id=filing.pk, code=code, file=file, facts=facts)


def submitted(case: Case, *, on: date, hour: int = 9) -> Story:
    yield from drafted(case, on=on)
    yield clock.now() + timedelta(minutes=case.rng.randint(20, 90))
    assert case.operator is not None and case.filing is not None
    doing(case.operator, submitting.submit, filing_id=case.filing.pk)


def _judge(*, by: Actor, filing_id: int, wrong: dict[str, str]) -> None:
    reviewing.take(by=by, filing_id=filing_id)
    for code, reason in wrong.items():
        reviewing.give_verdict(
            by=by, filing_id=filing_id, code=code, verdict=Verdict.SUPPLEMENT, reason=reason
        )
    reviewing.find_rest_in_order(by=by, filing_id=filing_id)


def judged(case: Case, *, on: date, wrong: dict[str, str] | None = None) -> Story:
    yield minute(case, on)
    assert case.filing is not None
    doing(case.offices.officer, _judge, filing_id=case.filing.pk, wrong=wrong or {})


_FIRE = "您上传的是受理单。请换成《消防安全检查合格证明》，或消防验收合格、备案凭证。"


def asked(case: Case, *, on: date, wrong: dict[str, str] | None = None) -> Story:
    yield from judged(case, on=on, wrong=wrong or {"M5": _FIRE})
    assert case.filing is not None
    doing(case.offices.officer, reviewing.request_supplement, filing_id=case.filing.pk)


def answered(case: Case, *, on: date) -> Story:
    yield minute(case, on)
    assert case.operator is not None and case.filing is not None
    hand_in(case, case.operator, "M5", on)
    doing(case.operator, submitting.submit, filing_id=case.filing.pk)


def received(case: Case, *, on: date) -> Story:
    yield from judged(case, on=on)
    assert case.filing is not None
    doing(case.offices.officer, reviewing.issue_receipt, filing_id=case.filing.pk)


def visited(case: Case, *, on: date, passed: bool = True, findings: str = "") -> Story:
    yield minute(case, on)
    assert case.filing is not None
    doing(
        case.offices.officer,
        verifying.record_visit,
        filing_id=case.filing.pk,
        visited_on=on,
        passed=passed,
        findings=findings,
    )


@dataclass(frozen=True)
class Breach:
    """What is wrong at a facility of one kind, as the visit, the notice, the public and the facility's report word it."""

    found: str
    reasons: tuple[str, ...]
    published: str
    mended: str


_CROWDED = Breach(
    "托小班超员，保育人员不足。",
    ("托小班在册 16 人，超过 15 人的上限", "可计入的保育人员 3 名，应不少于 4 名"),
    "托小班超员，保育人员不足；已责令限期改正。",
    "托小班已分为两个班，新聘 1 名保育师并已上岗。",
)
_BREACHES = {
    EntityKind.FAMILY_CHILDCARE_HOME: Breach(
        "收托 6 名婴幼儿，在场照护人员 1 名。",
        ("收托 6 名婴幼儿，超过 5 名的上限", "在场照护人员 1 名，按收托人数应不少于 2 名"),
        "收托人数超过上限，照护人员不足；已责令限期改正。",
        "收托人数已减为 5 名，新聘 1 名照护人员并已上岗。",
    ),
    EntityKind.KINDERGARTEN_CLASS: Breach(
        "托大班超员，保育人员不足。",
        ("托大班在册 21 人，超过 20 人的上限", "可计入的保育人员 2 名，应不少于 3 名"),
        "托大班超员，保育人员不足；已责令限期改正。",
        "托大班已减为 20 人，新聘 1 名保育师并已上岗。",
    ),
}


def breach_of(case: Case) -> Breach:
    return _BREACHES.get(EntityKind(case.facts["entity_kind"]), _CROWDED)


def notified(case: Case, *, on: date, days: int = 30) -> Story:
    yield minute(case, on)
    assert case.filing is not None
    breach = breach_of(case)
    doing(
        case.offices.officer,
        verifying.notify_noncompliance,
        filing_id=case.filing.pk,
        reasons=breach.reasons,
        public_text=breach.published,
        rectify_by=on + timedelta(days=days),
    )


def filed(case: Case, *, first: date) -> Story:
    """The whole way without a hitch, ending verified: `first` is the day of approval."""
    slow = case.rng.random() < 0.08
    yield from registered(case, approved=first, after=7 if slow else case.rng.randint(1, 4))
    day = working_days_on(12 if case.rng.random() < 0.08 else 9 if slow else 6, of=first)
    yield from submitted(case, on=day)
    yield from received(case, on=working_days_on(7 if case.rng.random() < 0.06 else 3, of=day))
    yield from visited(case, on=working_days_on(9, of=day))
