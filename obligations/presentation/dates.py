"""A duty's date as the chip shows it, and where it comes from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kernel.due import Due, due_by, due_done, due_promptly, due_unknown
from kernel.presentation import Clause
from obligations.enums import DueStatus, Status
from obligations.wording import TERMS
from policy.queries import working_days_between


class Dated(Protocol):
    """What a duty must tell so that its date can be shown."""

    @property
    def trigger_on(self) -> date: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def due_status(self) -> str: ...

    @property
    def missing_years(self) -> list[int]: ...


def due_of(row: Dated, today: date) -> Due:
    """The chip of an open duty. Days left and waited are working days of the calendar."""
    if row.due_status == DueStatus.PROMPT:
        return due_promptly(waited=max(working_days_between(row.trigger_on, today), 0))
    if row.due_on is None:
        return due_unknown(_("a parameter is missing"))
    left = working_days_between(today, row.due_on)
    provisional = row.due_status == DueStatus.PROVISIONAL
    missing = tuple(row.missing_years) or ((row.due_on.year,) if provisional else ())
    return due_by(row.due_on, today=today, left=left, missing_years=missing if provisional else ())


def due_shown(row: Any, today: date) -> Due:
    """The chip of a duty in any status."""
    if row.status in (Status.MET, Status.MET_LATE) and row.settled_on is not None:
        return due_done(row.due_on, done_on=row.settled_on)
    return due_of(row, today)


def term_of(days: int | None, due_status: str, trigger: str = "") -> str:
    """What the clause demands, in words: 5 working days, from which event on."""
    if days:
        words = ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
        after = TERMS.get(trigger)
        return str(after) % {"term": words} if after else words
    return _("promptly, no number of days") if due_status == DueStatus.PROMPT else ""


def clause_of(
    source: Mapping[str, Any], *, days: int | None = None, due_status: str = "", trigger: str = ""
) -> Clause:
    """The source a duty was stored with, cited in the language of the page."""
    english = (get_language() or "").startswith("en")
    short = (
        source.get("short_en" if english else "short_zh") or source.get("short_zh") or source.get("code", "")
    )
    kind = source.get("kind", "law")
    return Clause(short, term_of(days, due_status, trigger), clause_url(source.get("clause", "")), kind)


#: Source and article stand in one line of a list up to so many characters; of a longer one the article goes before the term.
_ONE_LINE = 17


def clause_line(source: Mapping[str, Any], *, days: int | None, due_status: str, trigger: str) -> Clause:
    """The same in the two short lines of a list: 国卫办人口发〔2019〕25号, and under it 第九条 · 5 个工作日."""
    whole = clause_of(source, days=days, due_status=due_status, trigger=trigger)
    document, _space, article = str(whole.short).rpartition(" ")
    if len(str(whole.short)) <= _ONE_LINE or article != source.get("article"):
        return whole
    term = " · ".join(part for part in (article, term_of(days, due_status)) if part)
    return replace(whole, short=document, term=term)


def clause_url(clause: str) -> str:
    """The page with the text of a clause of the register; '' where the register has none."""
    if not clause:
        return ""
    try:
        return reverse("policy:clause", args=[clause])
    except NoReverseMatch:
        return ""
