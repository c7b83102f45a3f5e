"""The list of sections beside a report: how far each is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext

from kernel.presentation import Badge
from policy.report_names import named
from reporting.models import Report, ReportSection
from reporting.reports.presentation.parts import numeral
from reporting.reports.presentation.words import SECTIONS
from reporting.reports.reading import Reading


@dataclass(frozen=True)
class Entry:
    """One section. `badge` is None in a frozen edition; `missing`: how many of its figures cannot be said."""

    code: str
    number: str
    title: str
    url: str
    current: bool
    badge: Badge | None = None
    missing: int = 0


def title_of(section: ReportSection) -> str:
    english = (get_language() or "").startswith("en")
    return (section.title_en if english else section.title) or section.title


def hint_of(section: ReportSection) -> str:
    english = (get_language() or "").startswith("en")
    return (section.hint_en if english else section.hint) or section.hint


def entries(reading: Reading, current: str, *, writing: bool) -> list[Entry]:
    """The sections of what is read. `writing`: their links lead to where they are written."""
    report, titles = reading.report, {each.code: title_of(each) for each in reading.sections}
    rows = {each.code: each for each in reading.sections}
    found = []
    for position, part in enumerate(reading.content.parts):
        section = rows.get(part.code)
        badge, missing = state_of(section, reading) if section is not None else (None, 0)
        found.append(
            Entry(
                part.code, numeral(position), titles.get(part.code, part.title), _url(report, part.code, writing),
                part.code == current, badge, missing,
            )
        )  # fmt: skip
    return found


def _url(report: Report, code: str, writing: bool) -> str:
    if writing:
        return reverse("reports:section", args=[report.pk, code])
    return f"{reverse('reports:report', args=[report.pk])}?section={code}"


def state_of(section: ReportSection, reading: Reading) -> tuple[Badge, int]:
    """How far a section is, and how many of its figures cannot be said."""
    told = reading.gathered.told if reading.gathered else None
    missing = sum(told.missing(name) for name in named(section.body)) if told else 0
    if missing:
        words = ngettext("%(n)s figure missing", "%(n)s figures missing", missing) % {"n": missing}
        return Badge(words, SECTIONS["MISSING"].icon, "warn"), missing
    if section.done:
        return SECTIONS["DONE"], 0
    if not section.body.strip():
        return SECTIONS["AUTO" if section.tables and not section.required else "EMPTY"], 0
    return SECTIONS["WRITING"], 0
