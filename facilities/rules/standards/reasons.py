"""What is wrong with classes and people, in words, and what would make it pass."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """`said` and `remedy` with the numbers of the finding by name; `page` is where it is mended."""

    said: Any
    remedy: Any
    page: str = "premises"


CLASSES, CHILDREN, STAFF, FILING = "classes", "children", "staff", "filing"

REASONS: dict[str, Words] = {
    "TOO_MANY_CHILDREN": Words(
        _("%(children)s children are in the class, at most %(max)s are allowed."),
        _("Move %(over)s to another class or open one more class."),
        CHILDREN,
    ),
    "TOO_OLD": Words(
        _("%(too_old)s of the children passed the age of this class in an earlier month."),
        _("Move them to the class of their age; %(to)s months is the limit here."),
        CHILDREN,
    ),
    "TURNING": Words(
        _("%(turning)s of the children reached the next age this month."),
        _("They may stay until the end of the month; move them to the class of their age by then."),
        CHILDREN,
    ),
    "TOO_YOUNG": Words(
        _("%(too_young)s of the children are younger than %(from)s months."),
        _("Move them to the class of their age."),
        CHILDREN,
    ),
    "TOO_FEW_CARERS": Words(
        _("%(children)s children need %(needed)s caregivers (1 for %(per)s); %(carers)s count."),
        _("Assign %(missing)s more who count: present, proofs valid, record clear."),
        STAFF,
    ),
    "TOO_MANY_IN_HOME": Words(
        _("%(children)s children are cared for; a family childcare home has at most %(max)s."),
        _("Care for %(over)s fewer, or register as a childcare facility."),
        CHILDREN,
    ),
    "TOO_MANY_CLASSES": Words(
        _("There are %(classes)s classes; a large nursery has at most %(max)s."),
        _("Close or combine classes, or explain the size to the health commission."),
        CLASSES,
    ),
    "CLASS_KINDS_MISSING": Words(
        _("%(kinds)s of the three kinds of classes are open; missing: %(missing_kinds)s."),
        _("Open the missing kinds, or tell the health commission why not."),
        CLASSES,
    ),
    "NO_HEAD": Words(_("Nobody is recorded as head."), _("Record the head among the staff."), STAFF),
    "HEAD_DEGREE": Words(
        _("The head has no college degree."),
        _("Name a head with a college degree or above; a change is filed."),
        FILING,
    ),
    "HEAD_YEARS": Words(
        _("The head has %(years)s years of relevant management, at least %(min)s are asked."),
        _("Name a head with %(min)s years, or complete the record."),
        STAFF,
    ),
    "HEAD_UNTRAINED": Words(
        _("The head has not passed the training for heads."),
        _("Pass the training and record the certificate."),
        STAFF,
    ),
    "TRAINING_SHORT": Words(
        _("The head's training took %(hours)s hours, %(min)s are recommended."),
        _("Add hours of training; it is recommended."),
        STAFF,
    ),
    "UNQUALIFIED": Words(
        _("This caregiver has neither qualification nor training."),
        _("Record the skill certificate or the training."),
        STAFF,
    ),
    "HEALTH_STAFF_FEW": Words(
        _(
            "%(found)s health workers are trained, finished high school and count; at least %(needed)s are asked."
        ),
        _("Record one with training by maternal and child health and high school."),
        STAFF,
    ),
    "HEALTH_FULL_TIME": Words(
        _("With %(children)s children (from %(start)s on) one health worker works full time; nobody does."),
        _("Employ a health worker full time."),
        STAFF,
    ),
    "GUARDS_FEW": Words(
        _("%(guards)s guards with a certificate count; at least %(needed)s are asked."),
        _("Record a guard with a guard certificate."),
        STAFF,
    ),
    "GUARD_COMPANY": Words(
        _("The guards do not come from a licensed security company."),
        _("Have guards sent by a licensed company."),
    ),
    "COOKS_FEW": Words(
        _(
            "%(children)s children with %(meals)s meals need %(needed)s cooks (1 for %(per)s); %(cooks)s count."
        ),
        _("Employ more kitchen staff, or have meals delivered."),
        STAFF,
    ),
    "MISSING:HEALTH_CERTIFICATE": Words(
        _("There is no health certificate."),
        _("Record a valid health certificate before the next duty."),
        STAFF,
    ),
    "EXPIRED:HEALTH_CERTIFICATE": Words(
        _("The health certificate has expired."), _("Renew the health certificate and record it."), STAFF
    ),
    "MISSING:RECORD_CHECK": Words(
        _("There is no record check."), _("Ask for the record check and record it."), STAFF
    ),
    "EXPIRED:RECORD_CHECK": Words(
        _("The record check is older than a year."), _("Ask for this year's check and record it."), STAFF
    ),
    "HIT:RECORD_CHECK": Words(
        _("The record check found a record."),
        _("This person may not work with children: end the employment."),
        STAFF,
    ),
    "BLOCKED": Words(
        _("This person is blocked."), _("Take the person off duty and ask the health commission."), STAFF
    ),
}
