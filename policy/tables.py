"""The transition table of proposals. The verbs ask it, docs/reference shows it, the tests walk it."""

from kernel.transitions import Transition, Workflow
from policy.enums import ProposalState as S

PROPOSAL = Workflow(
    name="proposal",
    transitions=(
        Transition("draft", ("",), S.DRAFT, "policy.drafted"),
        Transition("propose", ("", S.DRAFT), S.PROPOSED, "policy.proposed"),
        Transition("approve", (S.PROPOSED,), S.APPROVED, "policy.approved"),
        Transition("return", (S.PROPOSED,), S.RETURNED, "policy.returned"),
        Transition("withdraw", (S.DRAFT, S.PROPOSED), S.WITHDRAWN, "policy.withdrawn"),
    ),
    owners={
        S.DRAFT: "policy administrator",
        S.PROPOSED: "a second policy administrator",
        S.APPROVED: "",
        S.RETURNED: "",
        S.WITHDRAWN: "",
    },
)
