"""The effective rules of the law as a spreadsheet, one value a row. It stands here because the law knows no spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, public_page
from documents.sheets.writing import Column, workbook_response
from policy.presentation.effective_page import Page, page_of
from policy.views.effective import overview, question_of
from regions.codes import short

COLUMNS = (
    Column(gettext_lazy("Topic"), 16),
    Column(gettext_lazy("Rule"), 30),
    Column(gettext_lazy("Value"), 40),
    Column(gettext_lazy("Notes"), 60),
    Column(gettext_lazy("Source clause"), 28),
    Column(gettext_lazy("Clause number"), 16),
    Column(gettext_lazy("What it replaced"), 40),
    Column(gettext_lazy("State"), 14),
    Column(gettext_lazy("Validity"), 26),
    Column(gettext_lazy("The reading we recommend"), 12),
    Column(gettext_lazy("Pack"), 12),
    Column(gettext_lazy("Version"), 22),
)


@public_page
@require_safe
def law_sheet(request: ActorRequest) -> HttpResponseBase:
    """The rows of the page as a spreadsheet; the page itself where the question is wrong."""
    asked = question_of(request)
    if asked.errors:
        return overview(request)
    name = _("effective-rules-%(region)s-%(on)s.xlsx") % {"region": short(asked.region_id), "on": asked.on}
    return workbook_response(name, COLUMNS, lines(page_of(asked)), sheet=_("Effective rules"))


def lines(page: Page) -> Iterator[list[Any]]:
    """The rows in the order of the page."""
    for group in page.groups:
        for row in group.rows:
            replaced = [
                f"{each.level} {each.words} ({each.source})" for each in (*row.overrode, *row.contradicts)
            ]
            yield [
                group.topic.label,
                row.words.title,
                str(row.words),
                "\n".join(row.words.notes),
                row.value.source.short,
                row.value.source.clause,
                "\n".join([*replaced, str(row.why)] if replaced else replaced),
                row.badge.label,
                row.validity,
                row.recommended,
                row.value.pack,
                row.value.version,
            ]
