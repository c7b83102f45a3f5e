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
TOPICS = {topic.name: topic for topic in (*AUDIENCES, *COMMON)}

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
