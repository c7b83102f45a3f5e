"""A report as it reads on paper."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from reporting.reports.presentation.page import trail_of
from reporting.reports.presentation.parts import shown_part
from reporting.reports.reading import Reading


def preview_context(reading: Reading, actor: Actor, back: str) -> dict[str, Any]:
    """All parts one below the other. A draft says that it is one."""
    edition = reading.edition
    label = _("Edition %(n)s") % {"n": edition.number} if edition else _("Preview")
    return {
        "report": reading.report,
        "content": reading.content,
        "edition": edition,
        "parts": [
            shown_part(part, position, reading, actor) for position, part in enumerate(reading.content.parts)
        ],
        "trail": trail_of(reading.report, (label, "")),
        "back": back,
        "label": label,
    }
