"""Proposing and approving versions of a pack, for the tests of several rooms."""

import copy
from datetime import date
from typing import Any

from accounts.actors import Actor
from kernel import clock
from policy import queries
from policy.loader.packs import read_packs
from policy.loader.writing import written
from policy.models import Proposal
from policy.workflow import approve, draft_pack, submit
from tests.cast import as_actor


def pack(code: str = "360700", **days: int) -> dict[str, Any]:
    """The pack of a place with other numbers of days."""
    content = copy.deepcopy(read_packs()[code].content)
    for rule in content["deadlines"]:
        if rule["name"] in days:
            rule["days"] = days[rule["name"]]
    return content


def data(content: dict[str, Any]) -> bytes:
    return written(content).encode()


def drafted(by: Actor, content: dict[str, Any]) -> Proposal:
    with as_actor(by):
        return draft_pack(by=by, name="ganzhou.yaml", data=data(content))


def submitted(by: Actor, content: dict[str, Any], day: date | None = None) -> Proposal:
    row = drafted(by, content)
    with as_actor(by):
        return submit(
            by=by,
            proposal_id=row.pk,
            document="赣市府办〔2026〕1号",
            reason="期限调整",
            effective_on=day or clock.today(),
        )


def approved(by: Actor, row: Proposal) -> Proposal:
    with as_actor(by):
        done = approve(by=by, proposal_id=row.pk)
    queries.forget()
    return done
