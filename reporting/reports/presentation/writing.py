"""The page on which a section is written: its text, the figures that can be put into it, and how it reads."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from reporting.models import ReportSection
from reporting.reports.content import Part
from reporting.reports.presentation.contents import hint_of, title_of
from reporting.reports.presentation.figures import choices_of
from reporting.reports.presentation.page import frame_of, trail_of
from reporting.reports.presentation.parts import shown_part
from reporting.reports.reading import Reading


def writing_context(reading: Reading, section: ReportSection, actor: Actor) -> dict[str, Any]:
    """`section` holds the text that is previewed; what was typed and refused is previewed too."""
    place = [each.code for each in reading.sections].index(section.code)
    part = next((part for part in reading.content.parts if part.code == section.code), Part("", ""))
    label = title_of(section)
    return {
        **frame_of(reading, actor, section.code),
        "section": section,
        "label": label,
        "hint": hint_of(section),
        "part": shown_part(part, place, reading, actor),
        "groups": choices_of(reading.gathered) if reading.gathered else [],
        "trail": trail_of(reading.report, (label, "")),
        "theirs": None,
        "after": _after(reading, place),
    }


def _after(reading: Reading, place: int) -> ReportSection | None:
    """The next section, for whoever is done with this one."""
    later = reading.sections[place + 1 : place + 2]
    return later[0] if later else None


def changed_words(section: ReportSection) -> str:
    """Who saved the section last."""
    return str(section.edited_by or _("somebody else"))
