"""Which reports the law of a place wants, by when, and how they look. No query once the law is loaded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, cast

from kernel import clock
from policy.errors import RuleNotInForce, UnknownRule
from policy.law import ReportForm, Text
from policy.queries import Deadline, deadline, effective_rules
from regions.codes import NATION
from reporting.reports.rules import Term, terms_back


@dataclass(frozen=True)
class Due:
    """The last day of a report and how it was found; `answer` None where nobody owes it."""

    form: ReportForm
    term: Term
    answer: Deadline | None

    @property
    def last_on(self) -> date | None:
        return None if self.answer is None else self.answer.due_on

    @property
    def ends_on(self) -> date:
        """The last day by the text, which may lie after the day it is worked towards."""
        return (self.answer and (self.answer.legal_on or self.answer.due_on)) or self.term.last

    @property
    def opens_on(self) -> date | None:
        """From this day on the report is there to be written."""
        legal = None if self.answer is None else self.answer.legal_on or self.answer.due_on
        return legal - timedelta(days=self.form.opens_before) if legal else None


def pack_of(place: int) -> str:
    """How the pack of a place is called."""
    return "CN" if place == NATION else f"{place:012d}"[:6]


def forms_in(place: int, on: date) -> dict[str, ReportForm]:
    """Every form that holds in a place on a day, by its id."""
    found = effective_rules(place, on, "report_forms")
    forms = (cast("ReportForm | None", each.ruling.chosen) for each in found)
    return {form.id: form for form in forms if form is not None}


def forms_at(place: int, on: date) -> dict[str, ReportForm]:
    """The forms by which the offices of this very place report: those of its own text, and of the nation where it has none
    of the kind."""
    held = [form for form in forms_in(place, on).values() if form.owed_by != "FACILITY"]
    own = {(form.owed_by, form.every) for form in held if form.pack == pack_of(place)}
    return {
        form.id: form
        for form in held
        if form.pack == pack_of(place) or (form.pack == "CN" and (form.owed_by, form.every) not in own)
    }


def facility_forms(place: int, on: date) -> dict[str, ReportForm]:
    """The forms by which the facilities of a place report."""
    return {key: form for key, form in forms_in(place, on).items() if form.owed_by == "FACILITY"}


def due(place: int, form: ReportForm, term: Term) -> Due:
    """When a report of a place is due."""
    if not form.deadline:
        return Due(form, term, None)
    try:
        return Due(form, term, deadline(place, form.deadline, term.first))
    except (UnknownRule, RuleNotInForce):
        return Due(form, term, None)


def dues(place: int, form: ReportForm, on: date) -> list[Due]:
    """The periods of a form that are there to be written on a day: from the beginning of the writing to the last day, so
    that a new place does not begin with what it never owed."""
    found = [due(place, form, term) for term in terms_back(form.every, on, 3)]
    return [each for each in found if each.opens_on is not None and each.opens_on <= on <= each.ends_on]


def kept(form: ReportForm) -> dict[str, Any]:
    """What a report keeps of its form when it begins."""
    return {
        "name": asdict(form.name),
        "title": form.title,
        "addressee": form.addressee,
        "owed_by": form.owed_by,
        "every": form.every,
        "deadline": form.deadline,
        "steps": list(form.steps),
        "countersigned_by": form.countersigned_by,
        "source": form.source.as_json(),
        "pack": form.pack,
        "version": form.version,
    }


def name_of(facts: Mapping[str, Any]) -> str:
    """How the form of a report is called, in the language of the page."""
    return str(Text(**facts["name"])) if facts.get("name") else ""


def form_of(place: int, form: str, on: date | None = None) -> ReportForm | None:
    return forms_in(place, on or clock.today()).get(form)
