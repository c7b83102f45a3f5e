"""What staff adds to the page of a facility: who works there, who does not count, and cases."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.models import Facility
from facilities.sections import Alert, Section
from kernel import clock
from staff.presentation.people import line_of
from staff.queries.cases import open_case
from staff.queries.people import people_at_work

#: More people than this are read on the facility's own pages only.
MOST = 100


def staff_section(facility: Facility, actor: Actor) -> Section | None:
    """The people of the facility with what they lack. Numbers are not shown here."""
    if not decide(actor, Action.STAFF_VIEW, facility):
        return None
    today = clock.today()
    lines = [line_of(member, today) for member in people_at_work(facility.pk, today, MOST)]
    context = {
        "lines": lines,
        "uncounted": sum(line.badge.tone == "danger" for line in lines),
        "may_open_case": bool(decide(actor, Action.CASE_MANAGE, facility)),
        "facility": facility,
    }
    if not lines and not context["may_open_case"]:
        return None
    return Section(
        "staff", _("Staff"), "staff/_section.html", context, len(lines), _open_case(facility, actor)
    )


def _open_case(facility: Facility, actor: Actor) -> Alert | None:
    if not decide(actor, Action.CASE_VIEW, facility):
        return None
    case = open_case(facility.pk)
    if case is None:
        return None
    words = _("A case of abuse is open since %(day)s.") % {"day": case.opened_on}
    return Alert(words, "", "danger", _("Open it"), reverse("staff:case", args=[case.pk]))
