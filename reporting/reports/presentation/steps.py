"""The way of a report from its author to whoever it is for: the steps with who and when, and what members say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel.presentation import Badge
from reporting.enums import Opinion, ReportState, ReportStep
from reporting.models import Report, ReportEdition
from reporting.reports.presentation.words import OPINIONS, STEPS
from reporting.reports.queries import Asked

Where = Literal["done", "current", "to_come"]
_OVER = (ReportState.SIGNED, ReportState.HANDED_IN, ReportState.RECEIVED)


@dataclass(frozen=True)
class StepLine:
    label: str
    state: Where
    who: str = ""
    at: datetime | None = None
    note: str = ""


def steps_of(report: Report, editions: Sequence[ReportEdition], asked: Sequence[Asked]) -> list[StepLine]:
    """Written, each step of the form, and received where somebody collects it."""
    return [_written(report, editions), *_passed(report, asked), *_received(report)]


def _written(report: Report, editions: Sequence[ReportEdition]) -> StepLine:
    newest = editions[0] if editions else None
    writing = report.state == ReportState.DRAFT
    if newest is None:
        return StepLine(_("Written"), "current")
    note = _("edition %(n)s handed in") % {"n": newest.number}
    return StepLine(
        _("Written"), "current" if writing else "done", str(newest.made_by or ""), newest.made_at, note
    )


def _passed(report: Report, asked: Sequence[Asked]) -> Iterator[StepLine]:
    for number, step in enumerate(report.facts.get("steps", [])):
        label = str(STEPS[step])
        done = report.state in _OVER or (report.state == ReportState.IN_STEPS and number < report.step)
        current = report.state == ReportState.IN_STEPS and number == report.step
        where: Where = "done" if done else "current" if current else "to_come"
        yield StepLine(label, where, *_who(report, step, where), note=_note(report, step, where, asked))


def _who(report: Report, step: str, where: Where) -> tuple[str, datetime | None]:
    if where != "done":
        return "", None
    who, at = {
        ReportStep.REVIEW.value: (report.reviewed_by, report.reviewed_at),
        ReportStep.COUNTERSIGN.value: (report.countersigned_by, report.countersigned_at),
        ReportStep.SIGN.value: (report.signed_by, report.signed_at),
    }[step]
    return str(who or ""), at


def _note(report: Report, step: str, where: Where, asked: Sequence[Asked]) -> str:
    if step == ReportStep.COUNTERSIGN:
        return answered_words(asked) if asked else ""
    if step == ReportStep.SIGN and report.facts.get("owed_by") == "OFFICE":
        return (
            _("words and figures are frozen for good") if where == "done" else _("freezes words and figures")
        )
    return ""


def answered_words(asked: Sequence[Asked]) -> str:
    """11 of 17 members answered."""
    answered = sum(each.opinion is not None for each in asked)
    return ngettext("%(n)s of %(all)s member answered", "%(n)s of %(all)s members answered", len(asked)) % {
        "n": answered,
        "all": len(asked),
    }


def _received(report: Report) -> Iterator[StepLine]:
    if report.facts.get("owed_by", "OFFICE") == "OFFICE":
        return
    label = _("Received by the health authority")
    if report.state == ReportState.RECEIVED:
        yield StepLine(label, "done", str(report.received_by or ""), report.received_at)
    else:
        yield StepLine(label, "current" if report.state == ReportState.HANDED_IN else "to_come")


@dataclass(frozen=True)
class OpinionLine:
    member: str
    badge: Badge
    text: str = ""
    who: str = ""
    at: datetime | None = None


def opinions_of(asked: Sequence[Asked]) -> list[OpinionLine]:
    """What was said, objections first."""
    said = [(each.member, each.opinion) for each in asked if each.opinion is not None]
    lines = [
        OpinionLine(member, OPINIONS[row.verdict], row.text, str(row.said_by or ""), row.said_at)
        for member, row in said
    ]
    return sorted(lines, key=lambda line: line.badge is not OPINIONS[Opinion.OBJECTS])


def silent_of(asked: Sequence[Asked]) -> list[str]:
    """The members that have not answered."""
    return [each.member for each in asked if each.opinion is None]
