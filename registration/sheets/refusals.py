"""Why a sheet as a whole cannot be used, and what to do: one code, two sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.refusals import verdict
from registration.sheets.columns import BY_KEY

#: As many rows as one sheet may have. A technical limit: beyond it a page cannot be looked through.
MAX_ROWS = 20_000

_WORDS: dict[str, tuple[Any, Any]] = {
    "EMPTY": (
        gettext_lazy("The sheet has a heading row but no row under it."),
        gettext_lazy("Fill in one row for each registration and upload it again."),
    ),
    "NO_HEADER": (
        gettext_lazy(
            "No heading row was found: it must name at least the facility, its kind and its credit code."
        ),
        gettext_lazy("Copy your rows into the template, whose headings are known."),
    ),
    "MISSING_COLUMNS": (
        gettext_lazy("These columns are missing: %(columns)s."),
        gettext_lazy("Add them with exactly these headings, or copy your rows into the template."),
    ),
    "REPEATED_COLUMNS": (
        gettext_lazy("These headings stand there twice: %(columns)s."),
        gettext_lazy("Keep the right column and delete or rename the other one."),
    ),
    "TOO_MANY_ROWS": (
        gettext_lazy("The sheet has %(rows)s rows; at most %(limit)s are taken at once."),
        gettext_lazy("Divide it into several files; rows that were pushed already are skipped."),
    ),
    "BROKEN_OFF": (
        gettext_lazy("The sheet could not be checked to its end."),
        gettext_lazy("Upload it again. If it happens twice, tell the administrator."),
    ),
}


def in_words(name: str, refusal: Mapping[str, Any]) -> tuple[str, str]:
    """Reason and remedy in the reader's language."""
    code, facts = refusal["code"], dict(refusal.get("facts", {}))
    if code not in _WORDS or refusal.get("of_file"):
        answer = verdict(name=name, code=code, facts=facts)
        return str(answer.reason), str(answer.remedy)
    if "columns" in facts:
        facts["columns"] = _("、").join(
            str(BY_KEY[key].label) if key in BY_KEY else key for key in facts["columns"]
        )
    reason, remedy = _WORDS[code]
    return str(reason) % facts, str(remedy) % facts
