"""Closed sets of the people whom facilities employ."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StaffRole(TextChoices):
    """What a person does; the proofs each needs are `staff_roles` of the packs. EVERYONE there is all of these."""

    FACILITY_HEAD = "FACILITY_HEAD", _("Head of facility")
    CAREGIVER = "CAREGIVER", _("Caregiver")
    HEALTH_STAFF = "HEALTH_STAFF", _("Health-care staff")
    SECURITY_GUARD = "SECURITY_GUARD", _("Security guard")
    KITCHEN_STAFF = "KITCHEN_STAFF", _("Kitchen staff")
    OTHER = "OTHER", _("Other (director, driver, volunteer)")


class Engagement(TextChoices):
    FULL_TIME = "FULL_TIME", _("Full time")
    PART_TIME = "PART_TIME", _("Part time")
    DISPATCHED = "DISPATCHED", _("Sent by another company")
    VOLUNTEER = "VOLUNTEER", _("Volunteer")


class Education(TextChoices):
    """As the filing form asks it; BELOW_HIGH_SCHOOL tells R-STAFF-3 apart."""

    BELOW_HIGH_SCHOOL = "BELOW_HIGH", _("Below high school")
    HIGH_SCHOOL = "HIGH_SCHOOL", _("High or secondary vocational school")
    COLLEGE = "COLLEGE", _("College (junior)")
    BACHELOR = "BACHELOR", _("Bachelor")
    MASTER = "MASTER", _("Master or above")


class ProofKind(TextChoices):
    """What a person can prove; which of them who needs is law (`staff_roles`)."""

    HEALTH_CERTIFICATE = "HEALTH_CERTIFICATE", _("Health certificate")
    RECORD_CHECK = "RECORD_CHECK", _("Record check")
    CARE_QUALIFICATION = "CARE_QUALIFICATION", _("Care qualification")
    DEGREE = "DEGREE", _("Degree")
    WORK_HISTORY = "WORK_HISTORY", _("Work history")
    HEAD_TRAINING = "HEAD_TRAINING", _("Training for heads")
    MCH_TRAINING = "MCH_TRAINING", _("Training by maternal and child health")
    GUARD_CERTIFICATE = "GUARD_CERTIFICATE", _("Guard certificate")
    FOOD_HEALTH_CERTIFICATE = "FOOD_HEALTH_CERTIFICATE", _("Health certificate of food handlers")
    CONDUCT = "CONDUCT", _("Signed conduct rules")
    TRAINING = "TRAINING", _("Further training")


class CheckResult(TextChoices):
    """What a record check found. A hit bars at once (MPL art. 62); the record itself is never kept."""

    CLEAR = "CLEAR", _("No record")
    HIT = "HIT", _("Record found")


class AbsenceKind(TextChoices):
    LEAVE = "LEAVE", _("Leave")
    ILLNESS = "ILLNESS", _("Infectious illness, until recovered")
    SUSPENSION = "SUSPENSION", _("Suspended from duty")
    BLOCKED = "BLOCKED", _("Blocked")


#: Absences that an authority orders: the facility neither records nor ends them, and is not told why.
ORDERED = frozenset({AbsenceKind.SUSPENSION, AbsenceKind.BLOCKED})


class CaseState(TextChoices):
    OPEN = "OPEN", _("Open")
    UNFOUNDED = "UNFOUNDED", _("Closed, unfounded")
    CONFIRMED = "CONFIRMED", _("Closed, confirmed")


class CasePart(TextChoices):
    """Who is answerable in a case of abuse: N15 names the person and whoever managed directly."""

    PERSON = "PERSON", _("The person")
    MANAGER = "MANAGER", _("The directly managing person")


class BanState(TextChoices):
    PROPOSED = "PROPOSED", _("Proposed, awaiting a second person")
    IN_FORCE = "IN_FORCE", _("In force")
    REFUSED = "REFUSED", _("Not approved")
    REVOKED = "REVOKED", _("Revoked")


class BanScope(TextChoices):
    NATION = "NATION", _("The whole country")
    PROVINCE = "PROVINCE", _("The province")


class Appeal(TextChoices):
    NONE = "NONE", _("No appeal")
    PENDING = "PENDING", _("Appeal pending")
    REJECTED = "REJECTED", _("Appeal rejected")
    UPHELD = "UPHELD", _("Appeal upheld")
