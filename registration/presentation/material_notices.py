"""What is said to a facility of a filed paper that ends soon or has ended."""

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel import clock
from messaging.models import Message
from messaging.wording import Told
from policy.queries import materials
from registration.queries.ending import materials_by_id


def ending_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words, as long as the paper still ends on the day of the message."""
    rows, found = materials_by_id({message.subject_id for message in messages}), {}
    for message in messages:
        row = rows.get(message.subject_id)
        if row is None or row.ends_on is None or str(row.ends_on) != message.facts["ends_on"]:
            continue
        today = clock.today()
        names = {rule.code: str(rule.name) for rule in materials(row.region_id, today)}
        title = _title(row.ends_on, today) % {
            "paper": names.get(row.code, row.code),
            "facility": row.facility.name,
            "day": row.ends_on.isoformat(),
        }
        text = _("Report the change with the new paper, so that the filing stays true.")
        found[message.pk] = Told(title, f"{title}\n{text}", reverse("operator:changes"))
    return found


def _title(ends_on: date, today: date) -> str:
    if ends_on < today:
        return _("%(paper)s of %(facility)s ended on %(day)s")
    return _("%(paper)s of %(facility)s ends on %(day)s")
