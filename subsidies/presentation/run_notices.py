"""What is said to whoever began a monthly run, once it is through."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from messaging.models import Message
from messaging.wording import Told


def run_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words; the month and the numbers stand in the message."""
    found = {}
    for message in messages:
        title = _("The monthly run of %(month)s is through") % {"month": message.facts["month"]}
        text = _("Open it to see what it proposed.")
        path = reverse("subsidies:run", args=[message.subject_id])
        found[message.pk] = Told(title, f"{title}\n{text}", path)
    return found
