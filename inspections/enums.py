"""Closed sets of inspections and of what they find."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InspectionKind(TextChoices):
    """The kinds of inspection that have a checklist; what a place calls them and who leads is data of its packs."""

    SELF_CHECK = "SELF_CHECK", _("Self-check")
    PATROL = "PATROL", _("Patrol")
    SPOT_CHECK = "SPOT_CHECK", _("Spot check")
    JOINT_INSPECTION = "JOINT_INSPECTION", _("Joint inspection")
    ANNUAL_INSPECTION = "ANNUAL_INSPECTION", _("Yearly inspection")


#: What an authority plans and carries out; a self-check is the facility's own.
OFFICIAL = tuple(kind for kind in InspectionKind if kind != InspectionKind.SELF_CHECK)


class VisitState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    TO_SIGN = "TO_SIGN", _("Waiting for the facility's signature")
    DONE = "DONE", _("Done")
    CANCELLED = "CANCELLED", _("Not made")


class Answer(TextChoices):
    """What an item came to. A number or a choice comes to one of these too."""

    YES = "YES", _("Meets")
    NO = "NO", _("Does not meet")
    NOT_APPLICABLE = "NA", _("Not applicable")


class Acknowledgement(TextChoices):
    """How the facility took note of the record of a visit."""

    SIGNED = "SIGNED", _("Signed by the facility")
    REFUSED = "REFUSED", _("Signature refused")


class FindingState(TextChoices):
    OPEN = "OPEN", _("Rectifying")
    REPORTED = "REPORTED", _("Waiting for the recheck")
    CLOSED = "CLOSED", _("Put right and closed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    LAPSED = "LAPSED", _("Lapsed with the facility")


#: A finding in one of these is not put right yet.
UNSETTLED = (FindingState.OPEN, FindingState.REPORTED)


class Origin(TextChoices):
    """What a finding came out of."""

    VISIT = "VISIT", _("Inspection")
    COMPLAINT = "COMPLAINT", _("Complaint")
    DUTY = "DUTY", _("Recurring duty")


class Stage(TextChoices):
    """When a picture of a finding was taken."""

    BEFORE = "BEFORE", _("At the inspection")
    AFTER = "AFTER", _("After rectification")


class ReferralState(TextChoices):
    SENT = "SENT", _("Waiting for the answer")
    ANSWERED = "ANSWERED", _("Answered")
    TAKEN_BACK = "TAKEN_BACK", _("Taken back")


class SuspensionState(TextChoices):
    IN_FORCE = "IN_FORCE", _("In force")
    LIFTED = "LIFTED", _("Lifted")


class PlanMethod(TextChoices):
    """How the facilities of a plan were chosen."""

    RISK = "RISK", _("By risk")
    RANDOM = "RANDOM", _("By lot")


class ComplaintCategory(TextChoices):
    """What a complaint of the public is about. ABUSE jumps the queue."""

    ABUSE = "ABUSE", _("A child was hurt, hit or neglected")
    SAFETY = "SAFETY", _("Danger: fire, building, things that hurt")
    FOOD = "FOOD", _("Food, hygiene, illness")
    CROWDING = "CROWDING", _("Too many children, too few carers")
    STAFF = "STAFF", _("Carers without certificates, conduct of staff")
    FEES = "FEES", _("Fees and refunds")
    UNFILED = "UNFILED", _("Works without being registered or filed")
    SERVICE = "SERVICE", _("Not what was promised")
    OTHER = "OTHER", _("Something else")


class ComplaintState(TextChoices):
    RECEIVED = "RECEIVED", _("Received")
    IN_HAND = "IN_HAND", _("Being looked into")
    ANSWERED = "ANSWERED", _("Answered")
    CLOSED = "CLOSED", _("Closed")
    DECLINED = "DECLINED", _("Not taken up")


#: A complaint in one of these waits for the authority.
WAITING = (ComplaintState.RECEIVED, ComplaintState.IN_HAND)


class ComplaintResult(TextChoices):
    """What looking into a complaint came to."""

    CONFIRMED = "CONFIRMED", _("It is so")
    PARTLY = "PARTLY", _("Partly so")
    UNFOUNDED = "UNFOUNDED", _("It is not so")
    UNCLEAR = "UNCLEAR", _("Could not be established")


class DutyState(TextChoices):
    """Where a recurring duty of one period stands. MISSED: its last day passed, but acts may still be entered for it."""

    OPEN = "OPEN", _("Open")
    MET = "MET", _("Done")
    MISSED = "MISSED", _("Missed")
    LOST = "LOST", _("Missed for good")
    FELL_AWAY = "FELL_AWAY", _("Fell away")


#: Nothing counts for a duty any more that is in one of these.
DUTY_OVER = (DutyState.LOST, DutyState.FELL_AWAY)


class ActState(TextChoices):
    RECORDED = "RECORDED", _("Recorded")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class ActResult(TextChoices):
    """What came of an act that is passed or failed; a failed one does not count."""

    PASSED = "PASSED", _("Passed")
    FAILED = "FAILED", _("Not passed")


class RatingState(TextChoices):
    """Where a rating stands. A result counts while it is PUBLISHED and until its last day."""

    SELF = "SELF", _("The facility assesses itself")
    SUBMITTED = "SUBMITTED", _("Handed in, panel to be named")
    ASSESSING = "ASSESSING", _("Panel scores")
    SCORED = "SCORED", _("Waiting for the decision")
    DECIDED = "DECIDED", _("Decided, to be published")
    PUBLISHED = "PUBLISHED", _("Published, counts")
    EXPIRED = "EXPIRED", _("Expired")
    REPLACED = "REPLACED", _("Replaced by a newer one")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    REVOKED = "REVOKED", _("Revoked")


#: A rating in one of these is not published yet.
RUNNING = (
    RatingState.SELF,
    RatingState.SUBMITTED,
    RatingState.ASSESSING,
    RatingState.SCORED,
    RatingState.DECIDED,
)
