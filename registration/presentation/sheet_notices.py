"""What is said to whoever handed in a sheet, once the platform is through with it."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from messaging.models import Message
from messaging.wording import Told
from registration.enums import SheetState
from registration.queries.sheets import sheets_by_id


def sheet_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words, as long as the sheet still stands where the message says that it came to."""
    rows = sheets_by_id({message.subject_id for message in messages})
    found = {}
    for message in messages:
        sheet = rows.get(message.subject_id)
        if sheet is None or sheet.state != message.facts.get("state"):
            continue
        title = {
            SheetState.CHECKED: _("The sheet %(name)s is checked"),
            SheetState.REFUSED: _("The sheet %(name)s cannot be used"),
            SheetState.DONE: _("The sheet %(name)s is pushed"),
        }[SheetState(sheet.state)] % {"name": sheet.name}
        text = _("Open it to see every row and what became of it.")
        found[message.pk] = Told(title, f"{title}\n{text}", reverse("registration:sheet", args=[sheet.pk]))
    return found
