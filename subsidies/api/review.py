"""The review of a claim for programs of the health authority and of the finance office: the same verbs, step by step."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from accounts.actions import Action
from accounts.actors import Actor
from subsidies.api.steps import Reason, Run, step
from subsidies.api.told import claim_told
from subsidies.models import SubsidyClaim
from subsidies.workflow import (
    check_claims,
    confirm_facts,
    make_claims,
    recompute_claim,
    reject_claim,
    return_claim,
    send_back,
)


class Confirming(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class Returning(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    remarks = serializers.DictField(
        child=serializers.CharField(max_length=300),
        required=False,
        default=dict,
        help_text='Position of a line → what is to be put right there, {"3": "…"}.',
    )

    def validate_remarks(self, value: dict[str, str]) -> dict[int, str]:
        if not all(key.isascii() and key.isdigit() and len(key) < 10 for key in value):
            raise serializers.ValidationError("A line is named by its position.")
        return {int(key): words for key, words in value.items()}


def _one(verb: Callable[..., SubsidyClaim]) -> Run:
    """A verb on one claim, told as it stands then."""

    def run(by: Actor, claim_id: int, version: int, facts: dict[str, Any]) -> dict[str, Any]:
        return claim_told(verb(by=by, claim_id=claim_id, version=version, **facts), with_facts=False)

    return run


def _many(verb: Callable[..., list[SubsidyClaim]]) -> Run:
    """A verb on several claims, asked for one of them."""

    def run(by: Actor, claim_id: int, version: int, _facts: dict[str, Any]) -> dict[str, Any]:
        (row,) = verb(by=by, claim_ids=[claim_id], versions={claim_id: version})
        return claim_told(row, with_facts=False)

    return run


_EITHER = (Action.CLAIM_FACTS, Action.CLAIM_MAKE)
ConfirmationView = step(
    "claim_confirm",
    Action.CLAIM_FACTS,
    _one(confirm_facts),
    "The facts are as claimed; an award at discretion says why.",
    Confirming,
    about="claim_id",
)
ReturnView = step(
    "claim_return",
    _EITHER,
    _one(return_claim),
    "Give the claim back to the facility with what is to be put right, line by line.",
    Returning,
    about="claim_id",
)
RejectionView = step(
    "claim_reject",
    _EITHER,
    _one(reject_claim),
    "End a claim that nothing can follow from.",
    Reason,
    about="claim_id",
)
RecomputationView = step(
    "claim_recompute",
    Action.CLAIM_MAKE,
    _one(recompute_claim),
    "Compute a provisional claim once the missing parameter is there.",
    about="claim_id",
)
MakingView = step(
    "claim_make",
    Action.CLAIM_MAKE,
    _many(make_claims),
    "First review: the amount is reserved; what does not fit waits whole (QUEUED).",
    about="claim_id",
)
CheckingView = step(
    "claim_check",
    Action.CLAIM_CHECK,
    _many(check_claims),
    "Second review by another person: the money is owed from now on.",
    about="claim_id",
)
SendingBackView = step(
    "claim_send_back",
    Action.CLAIM_CHECK,
    _one(send_back),
    "Back to the first review.",
    Reason,
    about="claim_id",
)
