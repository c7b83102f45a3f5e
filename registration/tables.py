"""The transition tables. The verbs ask them, docs/reference shows them, the tests walk them."""

from kernel.transitions import Transition, Workflow
from registration.enums import FilingState as F
from registration.enums import RegistrationState as R
from registration.enums import SheetState as S

_OPEN = (F.DRAFT, F.SUBMITTED, F.SUPPLEMENT_REQUESTED)

FILING = Workflow(
    name="filing",
    transitions=(
        Transition("start", ("",), F.DRAFT, "filing.started"),
        Transition("submit", (F.DRAFT,), F.SUBMITTED, "filing.submitted"),
        Transition(
            "request_supplement", (F.SUBMITTED,), F.SUPPLEMENT_REQUESTED, "filing.supplement_requested"
        ),
        Transition("resubmit", (F.SUPPLEMENT_REQUESTED,), F.SUBMITTED, "filing.resubmitted"),
        Transition("issue_receipt", (F.SUBMITTED,), F.RECEIPT_ISSUED, "filing.receipt_issued"),
        Transition("accept", (F.SUBMITTED,), F.ACCEPTED, "filing.accepted"),
        Transition("verify", (F.RECEIPT_ISSUED,), F.VERIFIED, "filing.verified"),
        Transition(
            "notify_noncompliance",
            (F.SUBMITTED, F.RECEIPT_ISSUED),
            F.NONCOMPLIANCE_NOTIFIED,
            "filing.noncompliance_notified",
        ),
        Transition(
            "report_rectified", (F.NONCOMPLIANCE_NOTIFIED,), F.RECHECK, "filing.rectification_reported"
        ),
        Transition(
            "pass_recheck", (F.NONCOMPLIANCE_NOTIFIED, F.RECHECK), F.VERIFIED, "filing.recheck_passed"
        ),
        Transition(
            "resume_review", (F.NONCOMPLIANCE_NOTIFIED, F.RECHECK), F.SUBMITTED, "filing.recheck_passed"
        ),
        Transition("fail_recheck", (F.RECHECK,), F.NONCOMPLIANCE_NOTIFIED, "filing.recheck_failed"),
        Transition("remove", (F.NONCOMPLIANCE_NOTIFIED, F.RECHECK), F.REMOVED, "filing.removed"),
        Transition("withdraw", _OPEN, F.WITHDRAWN, "filing.withdrawn"),
    ),
    owners={
        F.DRAFT: "operator",
        F.SUBMITTED: "county health",
        F.SUPPLEMENT_REQUESTED: "operator",
        F.RECEIPT_ISSUED: "county health",
        F.NONCOMPLIANCE_NOTIFIED: "operator",
        F.RECHECK: "county health",
        F.VERIFIED: "",
        F.ACCEPTED: "",
        F.REMOVED: "",
        F.WITHDRAWN: "",
    },
)

REGISTRATION = Workflow(
    name="registration",
    transitions=(
        Transition("note", ("",), R.WAITING, "registration.noted"),
        Transition("push", ("", R.WAITING), R.PUSHED, "registration.pushed"),
        Transition("correct", (R.PUSHED,), R.CORRECTED, "registration.corrected"),
        Transition("withdraw", (R.WAITING,), R.WITHDRAWN, "registration.withdrawn"),
        Transition("retract", (R.PUSHED,), R.WITHDRAWN, "registration.retracted"),
    ),
    owners={R.WAITING: "registrar", R.PUSHED: "", R.CORRECTED: "", R.WITHDRAWN: ""},
)

SHEET = Workflow(
    name="push_sheet",
    transitions=(
        Transition("upload", ("",), S.CHECKING, "sheet.uploaded"),
        Transition("check", (S.CHECKING,), S.CHECKED, "sheet.checked"),
        Transition("refuse", (S.CHECKING,), S.REFUSED, "sheet.refused"),
        Transition("start", (S.CHECKED, S.STOPPED), S.PUSHING, "sheet.started"),
        Transition("stop", (S.PUSHING,), S.STOPPED, "sheet.stopped"),
        Transition("finish", (S.PUSHING,), S.DONE, "sheet.finished"),
        Transition("discard", (S.CHECKING, S.CHECKED, S.STOPPED, S.REFUSED), S.DISCARDED, "sheet.discarded"),
    ),
    owners={
        S.CHECKING: "platform",
        S.CHECKED: "registrar",
        S.PUSHING: "platform",
        S.STOPPED: "registrar",
        S.REFUSED: "registrar",
        S.DONE: "",
        S.DISCARDED: "",
    },
)

TABLES = (FILING, REGISTRATION, SHEET)
