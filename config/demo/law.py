"""One proposal of the demo that waits for its second person: Ganzhou's subsidies go on for two years, plainly invented."""

import copy
from datetime import date, timedelta
from typing import Any

from accounts.actors import Actor
from accounts.models import Appointment
from accounts.queries import in_force, post_of
from config.demo.people import doing
from kernel import clock
from policy.loader.writing import written
from policy.models import Proposal
from policy.queries.history import last_contents
from policy.workflow import draft_pack, submit

CODE, PROPOSER = "360700", "ganzhou-policy"
_UNTIL = date(2027, 2, 17)


def propose_extension() -> Proposal | None:
    """Propose it as the policy administrator of Ganzhou, once; None when it stands already or there is nothing to extend."""
    row = (
        Appointment.objects.filter(in_force(clock.today()), user__username=PROPOSER)
        .select_related("user", "department__region")
        .first()
    )
    if row is None:
        return None
    by = Actor(user_id=row.user_id, name=row.user.name, username=row.user.username, post=post_of(row))
    content = extended(last_contents()[CODE])
    if content is None or doing(by, _proposed):
        return None
    proposal: Proposal = doing(by, _propose, content=content)
    return proposal


def extended(content: dict[str, Any]) -> dict[str, Any] | None:
    """The pack with every ended programme going on until the new day; None when none has ended."""
    changed = copy.deepcopy(content)
    ended = [each for each in changed.get("programmes", []) if each.get("status") == "EXPIRED"]
    for each in ended:
        each["status"], each["valid_to"] = "IN_FORCE", _UNTIL.isoformat()
    return changed if ended else None


def _proposed(*, by: Actor) -> bool:
    return Proposal.objects.filter(code=CODE, proposed_by_id=by.user_id).exists()


def _propose(*, by: Actor, content: dict[str, Any]) -> Proposal:
    name = "360700-示例-补贴延期.yaml"
    row = draft_pack(by=by, name=name, data=written(content).encode())
    return submit(
        by=by,
        proposal_id=row.pk,
        document="示例文号〔2026〕1号（演示，并非真实文件）",
        reason="演示：假设赣州市把普惠托育补贴延长两年，等待第二人批准。",
        effective_on=clock.today() + timedelta(days=7),
    )
