"""The words of a duty: what it is called for whoever owes it, and for those who watch it. Also what began it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from obligations.enums import Status


@dataclass(frozen=True)
class Words:
    """`do` for the office that owes it, `watch` while there is time, `urge` once the owner has to be reminded."""

    do: object
    watch: object
    urge: object


RULES: dict[str, Words] = {
    "registration_push": Words(
        _("Push the registration"),
        _("Watch: registration to be pushed"),
        _("Urge: push the registration"),
    ),
    "filing": Words(_("File"), _("Watch: registered, to be filed"), _("Urge: registered but not filed")),
    "family_home_filing": Words(
        _("File the family home"),
        _("Watch: family home registered, to be filed"),
        _("Urge: family home registered but not filed"),
    ),
    "filing_receipt": Words(
        _("Issue the filing receipt"),
        _("Watch: filing receipt to be issued"),
        _("Urge: issue the filing receipt"),
    ),
    "noncompliance_notice": Words(
        _("Last day for a non-compliance notice"),
        _("Watch: last day for a non-compliance notice"),
        _("Urge: last day for a non-compliance notice"),
    ),
    "rectification": Words(
        _("Rectify as ordered"),
        _("Watch: ordered to rectify"),
        _("Urge: ordered to rectify"),
    ),
    "finding_rectification": Words(
        _("Put right what the inspection found"),
        _("Watch: finding to be put right"),
        _("Urge: put right what the inspection found"),
    ),
    "finding_recheck": Words(
        _("Recheck what was reported as put right"),
        _("Watch: rectification to be rechecked"),
        _("Urge: recheck a rectification"),
    ),
    "overdue_rectification": Words(
        _("See to an overdue rectification"),
        _("Watch: overdue rectification, told to the level above"),
        _("Urge: overdue rectification"),
    ),
    "finding_referral": Words(
        _("Answer a referred finding"),
        _("Watch: finding referred to another department"),
        _("Urge: answer a referred finding"),
    ),
    "complaint_triage": Words(
        _("Look at a complaint"),
        _("Watch: complaint to be looked at"),
        _("Urge: look at a complaint"),
    ),
    "complaint_answer": Words(
        _("Answer a complaint"),
        _("Watch: complaint to be answered"),
        _("Urge: answer a complaint"),
    ),
    "complaint_abuse": Words(
        _("See today to a report that a child was hurt"),
        _("Watch: report that a child was hurt, to be seen to today"),
        _("Urge: report that a child was hurt"),
    ),
    "change_filing": Words(_("File the change"), _("Watch: change to be filed"), _("Urge: file the change")),
    "staff_health_check": Words(
        _("Renew a health certificate"),
        _("Watch: health certificate to be renewed"),
        _("Urge: renew a health certificate"),
    ),
    "record_check": Words(
        _("Have a record check done again"),
        _("Watch: record check to be done again"),
        _("Urge: have a record check done again"),
    ),
    "instructor_visit": Words(
        _("Visit the facility as its health instructor"),
        _("Watch: visit of the health instructor"),
        _("Urge: visit of the health instructor"),
    ),
    "instructor_lecture": Words(
        _("Hold the health lecture"),
        _("Watch: health lecture of the half-year"),
        _("Urge: hold the health lecture"),
    ),
    "instructor_review": Words(
        _("Review the facility's health-care work"),
        _("Watch: yearly review of health-care work"),
        _("Urge: review the health-care work"),
    ),
    "parenting_groups": Words(
        _("Hold the parenting-group sessions of the year"),
        _("Watch: parenting-group sessions of the year"),
        _("Urge: hold the parenting-group sessions"),
    ),
    "staff_training": Words(
        _("Train the staff"),
        _("Watch: training of the staff"),
        _("Urge: train the staff"),
    ),
    "annual_inspection": Words(
        _("Pass the yearly inspection of the registration"),
        _("Watch: yearly inspection of the registration"),
        _("Urge: yearly inspection of the registration"),
    ),
    "practice_revalidation": Words(
        _("Pass the practice re-validation"),
        _("Watch: practice re-validation"),
        _("Urge: practice re-validation"),
    ),
    "cancellation_report": Words(
        _("Report the cancellation"),
        _("Watch: cancellation to be reported"),
        _("Urge: report the cancellation"),
    ),
}

#: What began a duty: for the line of a list, with the day, and for the start cell of a day strip.
TRIGGERS: dict[str, tuple[object, object]] = {
    "registration_approved": (_("registration approved on %(day)s"), _("approved")),
    "filing_materials_received": (_("materials received on %(day)s"), _("received")),
    "recheck_passed": (_("recheck passed on %(day)s"), _("recheck passed")),
    "rectification_ordered": (_("ordered on %(day)s"), _("ordered")),
    "finding_ordered": (_("ordered on %(day)s"), _("ordered")),
    "finding_reported": (_("reported on %(day)s"), _("reported")),
    "finding_overdue": (_("overdue since %(day)s"), _("overdue")),
    "finding_referred": (_("referred on %(day)s"), _("referred")),
    "complaint_received": (_("received on %(day)s"), _("received")),
    "change_registered": (_("change registered on %(day)s"), _("registered")),
    "staff_health_check_passed": (_("certificate issued on %(day)s"), _("issued")),
    "record_check_done": (_("checked on %(day)s"), _("checked")),
    "cancellation_registered": (_("cancellation registered on %(day)s"), _("registered")),
    "period_began": (_("period from %(day)s"), _("period begins")),
}

#: From which event on a term runs, for the line under a clause.
TERMS: dict[str, object] = {
    "registration_approved": _("%(term)s after the approval"),
    "filing_materials_received": _("%(term)s after receipt"),
}

STATUS: dict[str, Badge] = {
    Status.OPEN: Badge(_("Open"), "clock", "accent"),
    Status.MET: Badge(_("Done in time"), "check", "ok"),
    Status.MET_LATE: Badge(_("Done late"), "check", "warn"),
    Status.SUPERSEDED: Badge(_("Replaced"), "refresh", "mute"),
    Status.CANCELLED: Badge(_("Fell away"), "minus", "mute"),
    Status.MISSED: Badge(_("Not done"), "circle-x", "danger"),
}


def words_of(rule: str) -> Words:
    """The words of a rule; a rule of a later pack is called by its own name."""
    return RULES.get(rule) or Words(rule, rule, rule)
