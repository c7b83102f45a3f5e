"""The transition table of written reports."""

from kernel.transitions import Transition, Workflow
from reporting.enums import ReportState as S

REPORT = Workflow(
    name="report",
    transitions=(
        Transition("open", ("",), S.DRAFT, "report.opened"),
        Transition("begin", ("",), S.DRAFT, "report.begun"),
        Transition("save", (S.DRAFT,), S.DRAFT, "report.section_saved"),
        Transition("hand_in", (S.DRAFT,), S.HANDED_IN, "report.handed_in"),
        Transition("pass_on", (S.DRAFT,), S.IN_STEPS, "report.passed_on"),
        Transition("approve", (S.IN_STEPS,), S.IN_STEPS, "report.approved"),
        Transition("say", (S.IN_STEPS,), S.IN_STEPS, "report.opinion_given"),
        Transition("send_back", (S.IN_STEPS,), S.DRAFT, "report.sent_back"),
        Transition("sign", (S.IN_STEPS,), S.SIGNED, "report.signed"),
        Transition("sign_over", (S.IN_STEPS,), S.HANDED_IN, "report.signed"),
        Transition("receive", (S.HANDED_IN,), S.RECEIVED, "report.received"),
        Transition("return", (S.HANDED_IN,), S.DRAFT, "report.returned"),
        Transition("drop", (S.DRAFT, S.IN_STEPS), S.DROPPED, "report.dropped"),
    ),
    owners={
        S.DRAFT: "author",
        S.IN_STEPS: "whoever its step names",
        S.HANDED_IN: "office of health",
        S.SIGNED: "",
        S.RECEIVED: "",
        S.DROPPED: "",
    },
)
