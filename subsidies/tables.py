"""The transition tables of claims and of payment batches."""

from kernel.transitions import Transition, Workflow
from subsidies.enums import BatchState as B
from subsidies.enums import ClaimState as C
from subsidies.enums import RunState as R

CLAIM = Workflow(
    name="claim",
    transitions=(
        Transition("start", ("",), C.DRAFT, "claim.started"),
        Transition("correct", ("",), C.FACTS, "claim.correction"),
        Transition("submit", (C.DRAFT, C.RETURNED), C.FACTS, "claim.submitted"),
        Transition("confirm_facts", (C.FACTS,), C.MAKING, "claim.facts_confirmed"),
        Transition("return", (C.FACTS, C.MAKING, C.QUEUED), C.RETURNED, "claim.returned"),
        Transition("make", (C.MAKING, C.QUEUED), C.CHECKING, "claim.made"),
        Transition("queue", (C.MAKING,), C.QUEUED, "claim.queued"),
        Transition("check", (C.CHECKING,), C.APPROVED, "claim.approved"),
        Transition("simulate", (C.MAKING,), C.SIMULATED, "claim.simulated"),
        Transition("send_back", (C.CHECKING,), C.MAKING, "claim.sent_back"),
        Transition("pay", (C.APPROVED,), C.PAID, "claim.paid"),
        Transition("reject", (C.FACTS, C.MAKING, C.QUEUED), C.REJECTED, "claim.rejected"),
        Transition("withdraw", (C.DRAFT, C.FACTS, C.RETURNED), C.WITHDRAWN, "claim.withdrawn"),
    ),
    owners={
        C.DRAFT: "operator",
        C.FACTS: "county health",
        C.MAKING: "finance maker",
        C.QUEUED: "finance maker",
        C.CHECKING: "finance checker",
        C.APPROVED: "finance payer",
        C.RETURNED: "operator",
        C.PAID: "",
        C.REJECTED: "",
        C.WITHDRAWN: "",
        C.SIMULATED: "",
    },
)

BATCH = Workflow(
    name="batch",
    transitions=(
        Transition("build", ("",), B.BUILT, "batch.built"),
        Transition("freeze", (B.BUILT,), B.FROZEN, "batch.frozen"),
        Transition("release", (B.FROZEN,), B.RELEASED, "batch.released"),
        Transition("reconcile", (B.RELEASED,), B.RECONCILED, "batch.reconciled"),
        Transition("dissolve", (B.BUILT, B.FROZEN), B.DISSOLVED, "batch.dissolved"),
    ),
    owners={
        B.BUILT: "finance maker",
        B.FROZEN: "finance payer",
        B.RELEASED: "finance payer",
        B.RECONCILED: "",
        B.DISSOLVED: "",
    },
)

RUN = Workflow(
    name="run",
    transitions=(
        Transition("start", ("",), R.RUNNING, "run.started"),
        Transition("finish", (R.RUNNING,), R.DONE, "run.finished"),
        Transition("cancel", (R.RUNNING,), R.CANCELLED, "run.cancelled"),
    ),
    owners={R.RUNNING: "the platform", R.DONE: "", R.CANCELLED: ""},
)

TABLES = (CLAIM, BATCH, RUN)
