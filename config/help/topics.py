"""The pages of the help, in the order of its table of contents."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.enums import Role


@dataclass(frozen=True)
class Topic:
    """One page: `name` is its address and its template."""

    name: str
    title: object
    note: object
    icon: str


AUDIENCES = (
    Topic("officer", _("For health commissions"), _("Review, receipt, notice, recheck, removal"), "clipboard-check"),
    Topic("registrar", _("For registrars"), _("Push one, push a sheet, push by your own system"), "send"),
    Topic("operator", _("For facilities"), _("File, supplement, report changes, cancel"), "building-community"),
    Topic("finance", _("For finance offices"), _("First and second review, budgets, batches, clawback"), "receipt-2"),
    Topic("administrator", _("For administrators"), _("Departments, people, passwords, keys"), "users"),
    Topic("policy", _("For policy administrators"), _("Versions of the law, arrangements of working days"), "adjustments-horizontal"),
    Topic("public", _("For everybody"), _("Find a facility, check a receipt"), "world"),
)  # fmt: skip
COMMON = (
    Topic("children", _("Children and attendance"), _("Consent, classes, the grid of a month, sheets"), "mood-kid"),
    Topic("due-dates", _("How due dates are counted"), _("First day, make-up days, provisional dates"), "calendar-clock"),
    Topic("law", _("Reading the law"), _("Effective rules, who decides, drafts, search"), "scale"),
    Topic("marks", _("What the marks mean"), _("Due dates, states of a filing, other signs"), "circle-dashed"),
    Topic("keys", _("Working with the keyboard"), _("Lists, reviews, documents"), "keyboard"),
)  # fmt: skip
#: What a list shows and what to do with it; the list itself leads here.
LISTS = (
    Topic("people", _("The list of people"), _("Who counts, proofs, who works in two places"), "users"),
    Topic("attendance", _("Months of attendance"), _("Tick, sign, correct"), "calendar-event"),
    Topic("sheets", _("Sheets in and out"), _("Template, wrong cells, the corrected copy"), "file-spreadsheet"),
    Topic("breaches", _("Standards missed"), _("Weights, what would mend it, when it closes"), "shield-check"),
    Topic("recognitions", _("Universal facilities"), _("Agreement, dates, withdrawal"), "rosette-discount-check"),
    Topic("doubles", _("One child in two places"), _("How it is found, what is not said"), "mood-kid"),
    Topic("headcount", _("Jumps in headcount"), _("Of children and of staff"), "chart-bar"),
    Topic("inspections", _("Inspections on site"), _("Checklist, pictures, signature, joint inspections"), "clipboard-check"),
    Topic("findings", _("Rectification"), _("Order, report, recheck, more time"), "tool"),
    Topic("plans", _("Plans of inspections"), _("By risk, by lot"), "list-details"),
    Topic("duties", _("Recurring duties"), _("Periods, acts, what was missed"), "calendar-clock"),
    Topic("ratings", _("Ratings"), _("Own assessment, panel, decision, validity"), "star"),
    Topic("collected", _("Reports to collect"), _("Who owes, urge, receive, return, what came on paper"), "clipboard-list"),
    Topic("stations", _("Growth stations"), _("Built, accepted by both, closed"), "map-pin"),
    Topic("cases", _("Cases"), _("Off duty the same day, everywhere"), "shield-check"),
    Topic("monthly-runs", _("Monthly runs"), _("Proposals from signed attendance"), "calendar-event"),
    Topic("budgets", _("Budgets"), _("Documents, the queue, the budget a child"), "receipt-2"),
    Topic("corrections", _("Corrections and clawback"), _("Found by night, settled by people"), "receipt-2"),
    Topic("payments", _("Payment batches"), _("Authenticator, release, the bank's answer"), "receipt-2"),
    Topic("written-reports", _("Written reports"), _("Sections with live figures, steps, editions, files"), "report"),
    Topic("bans", _("Bans"), _("By two people, by number and name, revoked with trace"), "gavel"),
)  # fmt: skip
TOPICS = {topic.name: topic for topic in (*AUDIENCES, *COMMON, *LISTS)}

_BY_ROLE: dict[Role, str] = {
    Role.OFFICER: "officer",
    Role.HEAD: "officer",
    Role.STREET_OFFICER: "officer",
    Role.REGISTRAR: "registrar",
    Role.FINANCE_MAKER: "finance",
    Role.FINANCE_CHECKER: "finance",
    Role.FINANCE_PAYER: "finance",
    Role.ADMIN: "administrator",
    Role.POLICY_ADMIN: "policy",
}


def topic_for(actor: Actor) -> Topic | None:
    """The page written for this visitor; none for roles whose work has not been built yet."""
    if not actor.signed_in:
        return TOPICS["public"]
    if actor.is_operator:
        return TOPICS["operator"]
    return TOPICS.get(_BY_ROLE.get(actor.post.role, "")) if actor.post else None
