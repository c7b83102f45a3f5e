"""Figures that a text leaves open: the table of amounts of a programme. Entered with a document, as a new version."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from accounts.workflow.rights import Place
from policy.law import TABLE_KINDS
from policy.loader.writing import written
from policy.models import Proposal
from policy.queries.history import last_contents
from policy.workflow.versions import draft_pack
from regions.codes import parse


@dataclass(frozen=True)
class Paper:
    """The document that figures stand in."""

    title: str
    number: str
    issued_on: date


@transaction.atomic
def draft_figures(
    *, by: Actor, code: str, programme_id: str, amounts: Mapping[str, int], paper: Paper
) -> Proposal:
    """Prepare a version of a pack in which a programme has its amounts, in fen: row of the table → amount. Nothing holds before a second person approves the proposal.

    Raises DomainError for a programme that leaves nothing open or for no figure, NotAllowed, PackRefused.
    """
    allow(by, Action.POLICY_PROPOSE, Place(parse(code)))
    content = copy.deepcopy(last_contents()[code])
    raw = next((each for each in content.get("programmes", ()) if each["id"] == programme_id), None)
    if raw is None or raw["kind"] not in TABLE_KINDS:
        raise DomainError(_("The text of this programme leaves no figure open."), field="programme")
    if not amounts or not paper.number.strip() or not paper.title.strip():
        raise DomainError(_("Enter at least one amount, and the document it stands in."), field="amounts")
    source = _source(content, paper)
    kept = [each for each in raw["parameters"] if each["name"] != "amount"]
    raw["parameters"] = [*kept, *(_parameter(row, fen, source) for row, fen in amounts.items())]
    row = draft_pack(by=by, name=f"{code}-{programme_id}.yaml", data=written(content).encode())
    row.document = paper.number.strip()[:120]
    row.save(update_fields=["document"])
    return row


def _source(content: dict[str, Any], paper: Paper) -> str:
    """The document among the sources of the pack; the same number is the same document."""
    sources = content["sources"]
    number = paper.number.strip()
    for key, each in sources.items():
        if each.get("number") == number:
            return str(key)
    key = next(f"F{n}" for n in range(1, 1000) if f"F{n}" not in sources)
    title = paper.title.strip()
    sources[key] = {
        "title": {"zh": title, "en": title},
        "short": {"zh": number, "en": number},
        "number": number,
        "issued": paper.issued_on.isoformat(),
        "status": "IN_FORCE",
        "valid_from": paper.issued_on.isoformat(),
    }
    return key


def _parameter(row: str, fen: int, source: str) -> dict[str, Any]:
    return {
        "name": "amount",
        "when": {"row": row},
        "value": fen,
        "unit": "fen",
        "source": {"doc": source, "article": "全文"},
        "mark": "S",
    }
