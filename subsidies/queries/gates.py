"""What keeps a facility from being paid now, whatever the amount says. What only opens an inspection is not here.

Filed and universal are tested by the calculator, month by month; these are the conditions of the moment (domain 8.1).
"""

from datetime import date

from django.utils.translation import gettext as _

from facilities.models import Facility
from facilities.queries import pressing_rectifications
from kernel.decision import Decision, refused
from staff.queries.ordered import blocked_people


def gates(facility_id: int, on: date) -> list[Decision]:
    """Every reason against paying, each with what would open the way; empty when nothing stands against it.

    A facility that moved out of the reader's sight is not judged here: its claim stays with the old county.
    """
    if not Facility.objects.filter(pk=facility_id).exists():
        return []
    found = []
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
