"""Cases of abuse and bans of the demo, one in every state that the pages show. Whoever is banned works nowhere."""

from collections.abc import Sequence
from dataclasses import replace

from config.demo.people import doing
from config.demo.steps import Case
from kernel import clock
from staff.identity import Person
from staff.workflow import (
    BanFacts,
    Named,
    approve_ban,
    approve_revocation,
    close_unfounded,
    open_case,
    propose_ban,
    propose_revocation,
)


def decided(case: Case, *, named: Person, strangers: Sequence[Person]) -> None:
    """An open case that names somebody of the facility and one that was unfounded; a ban in force, one that waits for
    its second person, and one that two people revoked. `strangers`: four people who work nowhere.
    """
    officer, head = case.offices.officer, case.offices.head
    assert case.facility is not None
    unfounded = _opened(case, strangers[0], "示例：家长反映的情况")
    doing(officer, close_unfounded, case_id=unfounded, outcome="示例：查看监控，未发现虐待")
    _opened(case, named, "示例：巡查时发现的情况，正在调查")
    facts = BanFacts("示例刑初 1 号", "示例人民法院", clock.today())
    ban = doing(officer, propose_ban, person=strangers[1], facts=facts)
    doing(head, approve_ban, ban_id=ban.pk)
    doing(officer, propose_ban, person=strangers[2], facts=replace(facts, document_number="示例刑初 2 号"))
    wrong = doing(
        officer, propose_ban, person=strangers[3], facts=replace(facts, document_number="示例刑初 3 号")
    )
    doing(head, approve_ban, ban_id=wrong.pk)
    reason = "示例：二审判决撤销了一审判决"
    doing(officer, propose_revocation, ban_id=wrong.pk, reason=reason)
    doing(head, approve_revocation, ban_id=wrong.pk)


def _opened(case: Case, person: Person, account: str) -> int:
    assert case.facility is not None
    row = doing(
        case.offices.officer, open_case, facility_id=case.facility.pk, account=account, named=[Named(person)]
    )
    return int(row.pk)
