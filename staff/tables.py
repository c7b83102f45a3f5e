"""The transition tables of cases and bans. The verbs ask them, docs/reference shows them, the tests walk them."""

from kernel.transitions import Transition, Workflow
from staff.enums import BanState as B
from staff.enums import CaseState as C

CASE = Workflow(
    name="abuse_case",
    transitions=(
        Transition("open_case", ("",), C.OPEN, "case.opened"),
        Transition("name_in_case", (C.OPEN,), C.OPEN, "case.person_named"),
        Transition("close_unfounded", (C.OPEN,), C.UNFOUNDED, "case.unfounded"),
        Transition("confirm", (C.OPEN,), C.CONFIRMED, "case.confirmed"),
    ),
    owners={C.OPEN: "county health", C.UNFOUNDED: "", C.CONFIRMED: ""},
)

BAN = Workflow(
    name="ban",
    transitions=(
        Transition("propose_ban", ("",), B.PROPOSED, "ban.proposed"),
        Transition("approve_ban", (B.PROPOSED,), B.IN_FORCE, "ban.approved"),
        Transition("refuse_ban", (B.PROPOSED,), B.REFUSED, "ban.refused"),
        Transition("note_appeal", (B.IN_FORCE,), B.IN_FORCE, "ban.appeal_noted"),
        Transition("propose_revocation", (B.IN_FORCE,), B.IN_FORCE, "ban.revocation_proposed"),
        Transition("refuse_revocation", (B.IN_FORCE,), B.IN_FORCE, "ban.revocation_refused"),
        Transition("approve_revocation", (B.IN_FORCE,), B.REVOKED, "ban.revoked"),
    ),
    owners={
        B.PROPOSED: "a second person of the authority",
        B.IN_FORCE: "the authority",
        B.REFUSED: "",
        B.REVOKED: "",
    },
)

TABLES = (CASE, BAN)
