"""What a reminder of a duty says, in the language of whoever reads it."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel import clock
from messaging.models import Message
from messaging.wording import Told
from obligations.enums import Status
from obligations.models import Obligation
from obligations.subjects import subjects_of
from obligations.wording import words_of
from policy.queries import working_days_between


def duty_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """Reminders of duties that are still open and still due on the day the reminder was counted for."""
    rows = Obligation.objects.select_related("facility", "owner").in_bulk({m.subject_id for m in messages})
    nameless = [row for row in rows.values() if row.facility_id is None]
    subjects = subjects_of(nameless)
    found = {}
    for message in messages:
        row = rows.get(message.subject_id)
        if row is None or row.status != Status.OPEN or not _holds(message, row):
            continue
        about = row.facility.name if row.facility else ""
        if not about and (subject := subjects.get((row.subject_type, row.subject_id))):
            about = subject.name
        found[message.pk] = _told(message, row, about)
    return found


def _holds(message: Message, row: Obligation) -> bool:
    return message.event != "duty" or message.facts.get("due") == (str(row.due_on) if row.due_on else None)


def _told(message: Message, row: Obligation, about: str) -> Told:
    what = str(words_of(row.rule).do)
    when = _when(row)
    title = _("%(what)s: %(about)s, %(when)s") if about else _("%(what)s: %(when)s")
    if message.event == "urged":
        title = _("Urged: %(title)s") % {"title": title}
    named = {"what": what, "about": about, "when": when}
    lines = [title % named, _source(row)]
    if message.late:
        lines.append(_("This reminder comes late: it was for %(day)s.") % {"day": message.on.isoformat()})
    if row.owner is not None and row.owner.name:
        lines.append(_("Owed by: %(office)s") % {"office": row.owner.name})
    return Told(title % named, "\n".join(line for line in lines if line), _path(row))


def _when(row: Obligation) -> str:
    if row.due_on is None:
        return _("to be done promptly")
    left = working_days_between(clock.today(), row.due_on)
    day = row.due_on.isoformat()
    if left > 0:
        text = ngettext("due %(day)s, %(n)s working day left", "due %(day)s, %(n)s working days left", left)
        return text % {"day": day, "n": left}
    if row.due_on >= clock.today():
        return (
            _("due today, %(day)s") % {"day": day}
            if row.due_on == clock.today()
            else _("due %(day)s, no working day left") % {"day": day}
        )
    text = ngettext(
        "overdue since %(day)s, %(n)s working day", "overdue since %(day)s, %(n)s working days", -left
    )
    return text % {"day": day, "n": -left}


def _source(row: Obligation) -> str:
    return str(row.source.get("short_zh") or "")


def _path(row: Obligation) -> str:
    return reverse("obligations:explanation", args=[row.pk])
