"""The access policy, whole. Read it as: a ROLE, in a department of one of these KINDS, may do ACTION within REACH.

What no line grants is refused. Object states are not here: the transition tables of each workflow hold them.
"""

from dataclasses import dataclass
from enum import Enum

from accounts.actions import Action as A
from accounts.enums import REGISTRARS, DepartmentKind, FacilityRole, Role


class Reach(Enum):
    """How far a grant extends from the actor's own department or facility."""

    OWN = "the department's own division: filing is the work of the county, not of the levels above it"
    BELOW = "the department's division and everything inside it"
    FACILITY = "a facility granted to this person"


@dataclass(frozen=True)
class Grant:
    actions: frozenset[A]
    reach: Reach
    kinds: frozenset[DepartmentKind] = frozenset(DepartmentKind)


_HEALTH = frozenset({DepartmentKind.HEALTH})
_SIDE = frozenset({DepartmentKind.STREET, DepartmentKind.GUIDANCE_CENTRE, DepartmentKind.MCH})
_READ = frozenset(
    {A.INBOX_VIEW, A.FACILITY_VIEW, A.FILING_VIEW, A.REGISTRATION_VIEW, A.DOCUMENT_VIEW, A.POLICY_VIEW}
)
_REVIEW = frozenset({A.FILING_REVIEW, A.FILING_RECEIPT, A.FILING_VERIFY, A.FILING_NOTICE})
#: How facilities live, read from above: classes, staff, children (masked) and the standards they miss.
_LIFE = frozenset({A.CLAIM_VIEW, A.CLASS_VIEW, A.CHILD_VIEW, A.STAFF_VIEW, A.STANDARDS_VIEW, A.STATION_VIEW})
_SAFETY = frozenset({A.CASE_VIEW, A.BAN_VIEW, A.IDENTITY_REVEAL})
_SUPERVISE = frozenset(
    {A.CLAIM_FACTS, A.UNIVERSAL_RECOGNISE, A.STATION_MANAGE, A.PROOF_VERIFY, A.CASE_MANAGE, A.RATING_MANAGE}
)

#: Inspecting and following what was found: the work of every level of the health authority in its division.
_INSPECT = frozenset(
    {
        A.INSPECTION_VIEW,
        A.INSPECTION_PLAN,
        A.INSPECTION_RECORD,
        A.RECTIFICATION_VERIFY,
        A.RECTIFICATION_DECIDE,
        A.DUTY_RECORD,
        A.RATING_ASSESS,
    }
)
#: Complaints of the public: read and handled by the health authority alone, so that nobody else learns who complained.
_COMPLAINTS = frozenset({A.COMPLAINT_VIEW, A.COMPLAINT_HANDLE, A.COMPLAINT_CONTACT})
_ON_SITE = frozenset({DepartmentKind.STREET, DepartmentKind.GUIDANCE_CENTRE})
#: Departments that take part in joint inspections and to which findings are referred. A facility is opened to their
#: people one by one (JOINT_ACTIONS).
PARTNERS = frozenset(
    {
        DepartmentKind.CIVIL_AFFAIRS,
        DepartmentKind.MARKET,
        DepartmentKind.EDUCATION,
        DepartmentKind.POLICE,
        DepartmentKind.FIRE,
        DepartmentKind.HOUSING,
        DepartmentKind.EMERGENCY,
        DepartmentKind.HR,
    }
)
#: What a facility opened to somebody of another department allows there (object grant until a date).
JOINT_ACTIONS = frozenset({A.INSPECTION_RECORD})

#: Whose offices owe written reports: every department of the law but those that serve another one on the spot.
_REPORTING = frozenset(DepartmentKind) - {
    DepartmentKind.STREET,
    DepartmentKind.GUIDANCE_CENTRE,
    DepartmentKind.MCH,
}
_REPORT = frozenset({A.INBOX_VIEW, A.POLICY_VIEW, A.REPORT_VIEW, A.REPORT_WRITE})
#: Reading the figures of one's division, and entering those that no row gives.
_FIGURES = frozenset({A.FIGURES_VIEW, A.FIGURES_ENTER})
_FINANCE = frozenset({DepartmentKind.FINANCE})
#: What whoever handles money may read.
_MONEY = frozenset({A.INBOX_VIEW, A.FACILITY_VIEW, A.POLICY_VIEW, A.CLAIM_VIEW, A.BUDGET_VIEW, A.LEDGER_VIEW})

#: Role → grants. An officer reviews filings; the head also removes and reassigns.
ROLE_GRANTS: dict[Role, tuple[Grant, ...]] = {
    Role.OFFICER: (
        Grant(
            _READ
            | _LIFE
            | _SAFETY
            | _INSPECT
            | _COMPLAINTS
            | _FIGURES
            | {A.FACILITY_EXPORT, A.OBLIGATION_URGE, A.CONTACT_REVEAL, A.REFERRAL_ANSWER, A.CLAIM_PROPOSE},
            Reach.BELOW,
            _HEALTH,
        ),
        Grant(_REVIEW | _SUPERVISE, Reach.OWN, _HEALTH),
        Grant(frozenset({A.BAN_PROPOSE}), Reach.BELOW, _HEALTH),
        Grant(frozenset({A.INBOX_VIEW, A.POLICY_VIEW, A.REFERRAL_ANSWER}), Reach.BELOW, PARTNERS),
        Grant(_REPORT, Reach.BELOW, _REPORTING),
        Grant(frozenset({A.REPORT_RECEIVE, A.OBLIGATION_URGE}), Reach.BELOW, _HEALTH),
    ),
    Role.HEAD: (
        Grant(
            _READ
            | _LIFE
            | _SAFETY
            | _INSPECT
            | _COMPLAINTS
            | _FIGURES
            | {
                A.FACILITY_EXPORT,
                A.OBLIGATION_URGE,
                A.CONTACT_REVEAL,
                A.FACILITY_MOVE,
                A.REFERRAL_ANSWER,
                A.CLAIM_PROPOSE,
            },
            Reach.BELOW,
            _HEALTH,
        ),
        Grant(
            _REVIEW
            | _SUPERVISE
            | {A.FILING_REMOVE, A.OBLIGATION_ASSIGN, A.SUSPENSION_ORDER, A.RATING_DECIDE},
            Reach.OWN,
            _HEALTH,
        ),
        Grant(frozenset({A.BAN_PROPOSE, A.BAN_APPROVE}), Reach.BELOW, _HEALTH),
        Grant(frozenset({A.INBOX_VIEW, A.POLICY_VIEW, A.REFERRAL_ANSWER}), Reach.BELOW, PARTNERS),
        Grant(_REPORT | {A.REPORT_SIGN}, Reach.BELOW, _REPORTING),
        Grant(frozenset({A.REPORT_RECEIVE, A.OBLIGATION_URGE}), Reach.BELOW, _HEALTH),
    ),
    Role.STREET_OFFICER: (
        Grant(
            _READ
            | {
                A.CLASS_VIEW,
                A.STANDARDS_VIEW,
                A.STATION_VIEW,
                A.INSPECTION_VIEW,
                A.DUTY_RECORD,
                A.RATING_ASSESS,
                A.FIGURES_VIEW,
            },
            Reach.BELOW,
            _SIDE,
        ),
        Grant(_INSPECT | {A.REFERRAL_ANSWER}, Reach.BELOW, _ON_SITE),
        Grant(frozenset({A.FILING_VERIFY, A.STATION_MANAGE}), Reach.OWN, frozenset({DepartmentKind.STREET})),
    ),
    Role.REGISTRAR: (
        Grant(frozenset({A.REGISTRATION_PUSH, A.TOKEN_MANAGE}), Reach.BELOW, REGISTRARS),
        Grant(frozenset({A.REGISTRATION_VIEW, A.INBOX_VIEW, A.POLICY_VIEW}), Reach.BELOW, REGISTRARS),
    ),
    Role.FINANCE_MAKER: (
        Grant(_MONEY | {A.BUDGET_SET, A.CLAIM_PROPOSE}, Reach.BELOW, _FINANCE),
        Grant(
            frozenset({A.CLAIM_MAKE, A.BATCH_BUILD, A.PAYEE_CONFIRM, A.CLAWBACK_ORDER}), Reach.OWN, _FINANCE
        ),
    ),
    Role.FINANCE_CHECKER: (
        Grant(_MONEY, Reach.BELOW, _FINANCE),
        Grant(frozenset({A.CLAIM_CHECK, A.CLAWBACK_APPROVE}), Reach.OWN, _FINANCE),
    ),
    Role.FINANCE_PAYER: (
        Grant(_MONEY, Reach.BELOW, _FINANCE),
        Grant(frozenset({A.PAYMENT_RELEASE, A.PAYMENT_ANSWER}), Reach.OWN, _FINANCE),
    ),
    Role.ADMIN: (
        Grant(
            frozenset(
                {
                    A.FIGURES_VIEW,
                    A.FIGURES_ENTER,
                    A.DEPARTMENT_MANAGE,
                    A.APPOINTMENT_MANAGE,
                    A.TOKEN_MANAGE,
                    A.POLICY_VIEW,
                    A.JOB_VIEW,
                    A.JOB_RUN,
                }
            ),
            Reach.BELOW,
        ),
        Grant(
            frozenset({A.REPORT_VIEW, A.REPORT_WRITE, A.REPORT_RECEIVE, A.OBLIGATION_URGE}),
            Reach.BELOW,
            _HEALTH,
        ),
    ),
    Role.POLICY_ADMIN: (Grant(frozenset({A.POLICY_VIEW, A.POLICY_PROPOSE, A.POLICY_APPROVE}), Reach.BELOW),),
    Role.AUDITOR: (
        Grant(
            frozenset(
                {A.AUDIT_VIEW, A.FIGURES_VIEW, A.POLICY_VIEW, A.CLAIM_VIEW, A.BUDGET_VIEW, A.LEDGER_VIEW}
            ),
            Reach.BELOW,
        ),
    ),
}

_CLERK = frozenset(
    {
        A.OPERATOR_HOME,
        A.FILING_FILL,
        A.FILING_SUBMIT,
        A.DOCUMENT_VIEW,
        A.POLICY_VIEW,
        A.CLASS_VIEW,
        A.CLASS_MANAGE,
        A.CHILD_VIEW,
        A.CHILD_MANAGE,
        A.ATTENDANCE_RECORD,
        A.STAFF_VIEW,
        A.STAFF_MANAGE,
        A.STANDARDS_VIEW,
        A.CLAIM_VIEW,
        A.CLAIM_FILL,
        A.INSPECTION_VIEW,
        A.SELF_CHECK_FILL,
        A.RECTIFICATION_REPORT,
        A.DUTY_RECORD,
        A.RATING_FILL,
        A.REPORT_VIEW,
        A.REPORT_WRITE,
    }
)

#: Facility role → actions on that facility.
FACILITY_GRANTS: dict[FacilityRole, frozenset[A]] = {
    FacilityRole.CLERK: _CLERK,
    FacilityRole.MANAGER: _CLERK
    | {
        A.COLLEAGUE_INVITE,
        A.ATTENDANCE_SIGN,
        A.IDENTITY_REVEAL,
        A.CLAIM_SUBMIT,
        A.PAYEE_STATE,
        A.REPORT_SIGN,
    },
}

#: What a key of a computer system may do at most, inside what its holder's appointment grants: no key manages people,
#: departments or other keys, decides on a filing or reveals what is masked.
KEY_ACTIONS = frozenset(
    {
        A.REGISTRATION_PUSH,
        A.REGISTRATION_VIEW,
        A.FACILITY_VIEW,
        A.STANDARDS_VIEW,
        A.FILING_VIEW,
        A.INBOX_VIEW,
        A.DOCUMENT_VIEW,
        A.POLICY_VIEW,
    }
)

#: Roles that one person may not hold at a time anywhere: who keeps the accounts does not also read what the keepers
#: did (three separate administrators, GB/T 22239-2019 8.1.5), and money passes three pairs of hands.
EXCLUSIVE_ROLES: tuple[frozenset[Role], ...] = (
    frozenset({Role.ADMIN, Role.AUDITOR}),
    frozenset({Role.POLICY_ADMIN, Role.AUDITOR}),
    frozenset({Role.FINANCE_MAKER, Role.FINANCE_CHECKER}),
    frozenset({Role.FINANCE_MAKER, Role.FINANCE_PAYER}),
    frozenset({Role.FINANCE_CHECKER, Role.FINANCE_PAYER}),
)


def roles_of_kind(kind: DepartmentKind) -> list[Role]:
    """The roles that somebody in a department of this kind can hold at all."""
    return [role for role, grants in ROLE_GRANTS.items() if any(kind in grant.kinds for grant in grants)]
