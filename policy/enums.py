"""Closed sets of the law."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntityKind(TextChoices):
    """What kind of body runs the facility; it decides who registers it."""

    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", _("Public institution")
    SOCIAL_SERVICE_ORG = "SOCIAL_SERVICE_ORG", _("Social service organisation")
    FOR_PROFIT = "FOR_PROFIT", _("For-profit")
    KINDERGARTEN_CLASS = "KINDERGARTEN_CLASS", _("Kindergarten nursery class")
    FAMILY_CHILDCARE_HOME = "FAMILY_CHILDCARE_HOME", _("Family childcare home")


class ClassKind(TextChoices):
    INFANT = "INFANT", _("Infant class")
    TODDLER = "TODDLER", _("Toddler class")
    SENIOR = "SENIOR", _("Senior toddler class")
    MIXED = "MIXED", _("Mixed-age class")


class Status(TextChoices):
    """Whether a text binds. A trial and an expired text bind inside their window. A draft never does, nor what a text
    promises without putting it to work (NOT_ACTIVATED) or only means to try (EXPLORATORY): they are shown, simulated,
    never enforced and never paid."""

    DRAFT = "DRAFT", _("Draft text")
    TRIAL = "TRIAL", _("Trial text")
    IN_FORCE = "IN_FORCE", _("In force")
    EXPIRED = "EXPIRED", _("No longer in force")
    REPEALED = "REPEALED", _("Repealed")
    NOT_ACTIVATED = "NOT_ACTIVATED", _("Not put to work")
    EXPLORATORY = "EXPLORATORY", _("Only to be tried")

    @property
    def can_bind(self) -> bool:
        return self not in (Status.DRAFT, Status.NOT_ACTIVATED, Status.EXPLORATORY)

    @classmethod
    def of_texts(cls) -> list[tuple[str, Any]]:
        """The choices for a whole text; a single value of it may also be not activated or exploratory."""
        return [c for c in cls.choices if c[0] not in (cls.NOT_ACTIVATED, cls.EXPLORATORY)]


class Merge(TextChoices):
    """How the texts of district, city, province and nation combine (domain 8.2)."""

    OVERRIDE_BY_LOCAL = "OVERRIDE_BY_LOCAL", _("The nearest text decides")
    STRICTEST = "STRICTEST", _("The strictest text decides")
    UNION = "UNION", _("All texts add up")
    NATIONAL_ONLY = "NATIONAL_ONLY", _("Only the national text counts")
    SHORTER_FOR_AUTHORITY = "SHORTER_FOR_AUTHORITY", _("A local text may only shorten the authority's period")
    NO_STACK = "NO_STACK", _("Only one of them at a time")


class Standing(TextChoices):
    """How one of several texts about a thing stands: it counts, or why it does not."""

    TAKEN = "TAKEN", _("Counts")
    NEARER = "NEARER", _("A nearer text decides")
    STRICTER = "STRICTER", _("A stricter text decides")
    NATIONAL = "NATIONAL", _("Only the national text counts")
    SHORTER = "SHORTER", _("A shorter period decides")
    ONE_ONLY = "ONE_ONLY", _("Only one of them at a time")
    DRAFT = "DRAFT", _("A draft never binds")
    INACTIVE = "INACTIVE", _("Not put to work")
    NOT_YET = "NOT_YET", _("Not yet in force")
    ENDED = "ENDED", _("No longer in force")


class Mark(TextChoices):
    """How well a value is attested."""

    S = "S", _("Stated in the local text")
    C1 = "C1", _("Confirmed by an official page")
    C2 = "C2", _("Confirmed by a report")
    U = "U", _("General knowledge, unconfirmed")
    R = "R", _("Recommended reading")


class RuleKind(TextChoices):
    """How a due date follows from its trigger."""

    WORKING_DAYS = "WORKING_DAYS", _("Working days")
    CALENDAR_DATE = "CALENDAR_DATE", _("Fixed date of the year")
    PROMPT = "PROMPT", _("Promptly")
    PERIOD = "PERIOD", _("Calendar period")
    NAMED_DAY = "NAMED_DAY", _("Day named by the decision")


class DueStatus(TextChoices):
    """Whether a computed date stands. PROMPT: the text says 及时 and gives no number of days."""

    FIRM = "FIRM", _("Firm")
    PROVISIONAL = "PROVISIONAL", _("Provisional")
    PROMPT = "PROMPT", _("Promptly (no fixed day)")
    NOT_COMPUTABLE = "NOT_COMPUTABLE", _("Not computable")


class Severity(TextChoices):
    """BLOCK: a legal minimum is missed. WARN: look at it. ADVICE: a recommended standard, never a breach."""

    BLOCK = "BLOCK", _("Must be mended first")
    WARN = "WARN", _("Warning")
    ADVICE = "ADVICE", _("Advice")


class DayKind(TextChoices):
    """What a day of the working calendar is."""

    WORKDAY = "WORKDAY", _("Working day")
    WEEKEND = "WEEKEND", _("Weekend")
    HOLIDAY = "HOLIDAY", _("Holiday")
    MAKEUP = "MAKEUP", _("Make-up working day")


class ProposalKind(TextChoices):
    """What is proposed."""

    PACK = "PACK", _("Policy pack")
    CALENDAR = "CALENDAR", _("Working-day arrangement")


class ProposalState(TextChoices):
    """How far a proposal has come."""

    DRAFT = "DRAFT", _("In preparation")
    PROPOSED = "PROPOSED", _("Waiting for approval")
    APPROVED = "APPROVED", _("Approved")
    RETURNED = "RETURNED", _("Returned")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
