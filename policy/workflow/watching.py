"""Whether the arrangement of working days of the next year is there: due dates beyond it are provisional."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Appointment, Department
from accounts.queries import held
from kernel import clock
from messaging.models import Message
from messaging.wording import Told
from messaging.workflow import tell
from policy.queries import working_calendar
from regions.scope import nation_scope

WATCH_TASK = "policy.watch_calendar"
EVENT = "calendar_missing"
#: The State Council publishes in October or November; from this month on the next year is missed.
_FROM_MONTH = 11


def missing_year(today: date) -> int | None:
    """The next year, when it is late in this one and its arrangement is not known."""
    year = today.year + 1
    if today.month < _FROM_MONTH:
        return None
    missing = working_calendar().missing_years(date(year, 1, 1), date(year, 12, 31))
    return year if year in missing else None


def watch_calendar() -> int:
    """Tell every policy administrator, once a month, that the next year is missing; returns the messages written."""
    today = clock.today()
    if (year := missing_year(today)) is None:
        return 0
    told = 0
    with nation_scope(reason="policy administrators of all places are told of a missing calendar"):
        posts = Appointment.objects.filter(held(today), role=Role.POLICY_ADMIN, user__is_active=True)
        people: dict[int, set[int]] = {}
        for number, user in posts.values_list("department_id", "user_id"):
            people.setdefault(number, set()).add(user)
        for office in Department.objects.filter(pk__in=people):
            key = f"{year}:{today:%Y-%m}"
            to, facts = people[office.pk], {"year": year}
            told += tell(event=EVENT, subject=office, key=key, to=to, facility_id=None, facts=facts)
    return told


def calendar_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words, as long as the year is missing."""
    year = missing_year(clock.today())
    title = _("The arrangement of working days of %(year)s is missing") % {"year": year}
    text = _("Due dates in %(year)s are provisional until it is loaded and approved.") % {"year": year}
    return {m.pk: Told(title, text, "/policy/calendars/") for m in messages if m.facts.get("year") == year}
