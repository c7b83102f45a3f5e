"""What a claim takes over from the register of children: signed attendance, corrected until the submission."""

import pytest

from facilities.models import AttendanceRow, Facility
from facilities.rules.attendance import packed
from facilities.workflow.attendance import correct_days
from policy.queries import programme
from subsidies.enums import ClaimState
from subsidies.models import SubsidyClaim
from subsidies.queries.prefill import open_months, operating_facts
from subsidies.workflow import start_claim, submit_claim
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.subsidies.february import FEBRUARY, filed_nursery
from tests.subsidies.money import PROGRAMME

pytestmark = pytest.mark.django_db


@pytest.fixture
def nursery(cast: Cast) -> Nursery:
    return filed_nursery(cast)


def _draft(nursery: Nursery) -> SubsidyClaim:
    term = programme(ZHANGGONG, PROGRAMME)[-1]
    facility = Facility.objects.get(pk=nursery.facility.pk)
    assert open_months(facility, PROGRAMME) == [FEBRUARY]
    facts = operating_facts(facility, term, [FEBRUARY])
    return start_claim(by=nursery.manager, facility_id=facility.pk, programme_id=PROGRAMME, facts=facts)


def test_attendance_corrected_after_the_draft_counts_at_the_submission(nursery: Nursery) -> None:
    with as_actor(nursery.manager):
        claim = _draft(nursery)
        weak = next(row for row in AttendanceRow.objects.all() if row.days.bit_count() == 2)
        correct_days(
            by=nursery.manager,
            facility_id=nursery.facility.pk,
            month=FEBRUARY,
            child_id=weak.child_id,
            days=packed([5, 6, 7, 8, 10, 11, 12, 13, 14, 17]),
            reason="漏记",
        )
        claim = submit_claim(by=nursery.manager, claim_id=claim.pk)
        assert (claim.state, claim.amount) == (ClaimState.FACTS, 5 * 20000)


def test_what_is_corrected_after_the_submission_does_not_change_the_claim(nursery: Nursery) -> None:
    with as_actor(nursery.manager):
        claim = submit_claim(by=nursery.manager, claim_id=_draft(nursery).pk)
        strong = next(row for row in AttendanceRow.objects.all() if row.days.bit_count() > 2)
        correct_days(
            by=nursery.manager,
            facility_id=nursery.facility.pk,
            month=FEBRUARY,
            child_id=strong.child_id,
            days=0,
            reason="误记",
        )
        kept = SubsidyClaim.objects.get(pk=claim.pk)
        assert kept.amount == 4 * 20000
        assert kept.facts == claim.facts


def test_a_claimed_month_is_not_offered_again(nursery: Nursery) -> None:
    with as_actor(nursery.manager):
        submit_claim(by=nursery.manager, claim_id=_draft(nursery).pk)
        assert open_months(nursery.facility, PROGRAMME) == []
