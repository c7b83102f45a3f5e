"""What keeps a facility from being paid now, whatever the amount says. What only opens an inspection is not here.

Filed and universal are tested by the calculator, month by month; these are the conditions of the moment (domain 8.1).
"""

from datetime import date

from django.utils.translation import gettext as _

from facilities.models import Facility
from facilities.queries import pressing_rectifications
from facilities.rating import published_ratings
from kernel.decision import Decision, refused
from policy.queries import programme
from staff.queries.ordered import blocked_people


def gates(facility_id: int, on: date, programme_id: str = "") -> list[Decision]:
    """Every reason against paying, each with what would open the way; empty when nothing stands against it.

    A programme that pays by the rating asks for a published one that is valid on the day, of whatever scheme its place has.

    A facility that moved out of the reader's sight is not judged here: its claim stays with the old county.
    """
    facility = Facility.objects.filter(pk=facility_id).only("region_id").first()
    if facility is None:
        return []
    found = _unrated(facility, programme_id, on)
    if pressing := pressing_rectifications([facility_id], on)[facility_id]:
        found.append(
            refused(
                "RECTIFICATION_OPEN",
                _("An order to rectify is open: %(what)s") % {"what": pressing[0].text},
                remedy=_("The claim can be passed once the recheck is passed."),
            )
        )
    if blocked_people(facility_id, on):
        found.append(
            refused(
                "BLOCKED_PERSON",
                _("A person is employed whom an authority keeps from working with children."),
                remedy=_(
                    "The claim can be passed once the person is no longer employed, or the decision is lifted."
                ),
            )
        )
    return found


def _unrated(facility: Facility, programme_id: str, on: date) -> list[Decision]:
    if not programme_id or not programme(facility.region_id, programme_id)[-1].rated:
        return []
    if published_ratings([facility.pk], on):
        return []
    return [
        refused(
            "NOT_RATED",
            _("This programme pays by the rating, and no published rating is valid."),
            remedy=_("The claim can be passed once a rating is published."),
        )
    ]
