"""What keeps a report from going on, in words and with links."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from policy.report_names import FIGURE
from reporting.enums import Opinion
from reporting.errors import NotReady
from reporting.reports.presentation.contents import title_of
from reporting.reports.presentation.figures import label_of
from reporting.reports.queries import Asked
from reporting.reports.reading import Reading


def problems_of(reading: Reading, error: NotReady) -> list[tuple[str, str]]:
    """(address of the section, its title and what is wrong) for everything that a hand-in refused."""
    titles = {each.code: title_of(each) for each in reading.sections}
    said: dict[str, list[str]] = {}
    for code, words in error.extra["problems"]:
        said.setdefault(code, []).append(FIGURE.sub(lambda found: label_of(found[1]), str(words)))
    return [
        (
            reverse("reports:section", args=[reading.report.pk, code]),
            f"{titles.get(code, code)}{_(': ')}{' '.join(each)}",
        )
        for code, each in said.items()
    ]


def silent_words(asked: Sequence[Asked]) -> str:
    """Which members have not answered or object; '' where all agree."""
    silent = [each.member for each in asked if each.opinion is None]
    objecting = [each.member for each in asked if each.opinion and each.opinion.verdict == Opinion.OBJECTS]
    words = []
    if silent:
        words.append(_("Not answered yet: %(names)s.") % {"names": "、".join(silent)})
    if objecting:
        words.append(_("Objecting: %(names)s.") % {"names": "、".join(objecting)})
    return " ".join([*words, _("Say why the report goes on without them.")]) if words else ""
