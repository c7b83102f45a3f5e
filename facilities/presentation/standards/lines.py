"""Findings in words: what is asked, what is wrong, what mends it, by which clause, until when and where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facilities.queries.roll import class_names
from facilities.rules.standards import Finding, Law, Verdict
from facilities.rules.standards.findings import CLASS, STAFF
from facilities.rules.standards.words import page_of, remedy_of, said_of
from facilities.staffing import names_of
from kernel.due import Due, due_by
from kernel.presentation import Badge, Clause
from obligations.presentation.dates import clause_of
from policy.enums import Severity

BADGES: Mapping[str, Badge] = {
    Severity.BLOCK: Badge(_("Breach"), "alert-circle", "danger"),
    Severity.WARN: Badge(_("Warning"), "alert-triangle", "warn"),
    Severity.ADVICE: Badge(_("Advice"), "info-circle", "mute"),
}
UNSAID = Badge(_("Not stated"), "circle-dashed", "dashed")
PASSED = Badge(_("Passes"), "check", "ok")
#: Where an operator mends what: page → (address, words of the link).
_PAGES: Mapping[str, tuple[str, Any]] = {
    "premises": ("facilities:premises", _("To the premises")),
    "classes": ("facilities:classes", _("To the classes")),
    "children": ("facilities:children", _("To the children")),
    "staff": ("staff:mine", _("To the staff")),
    "filing": ("operator:changes", _("Report a change")),
}

#: The page of one person or class, where the finding is about one.
_ONE: Mapping[tuple[str, str], str] = {
    ("staff", STAFF): "staff:person",
    ("children", CLASS): "facilities:class",
}


@dataclass(frozen=True)
class StandardLine:
    """One finding. `subject` names the class or the person it is about; `url` is where it is mended ('': nowhere yet)."""

    rule: str
    title: str
    badge: Badge
    subject: str
    said: str
    remedy: str
    clause: Clause | None
    due: Due | None = None
    url: str = ""
    link: Any = ""


class Names:
    """What classes and people are called, read once for a list of findings; people only for whom may see them."""

    def __init__(self, keys: Iterable[tuple[str, int]], *, people: bool) -> None:
        given = list(keys)
        classes = {number for kind, number in given if kind == CLASS}
        self.classes: Mapping[int, str] = class_names(classes)
        self.people = names_of({number for kind, number in given if kind == STAFF}) if people else {}

    def of(self, kind: str, number: int) -> str:
        if kind == CLASS:
            return self.classes.get(number, gettext("a class"))
        return self.people.get(number, gettext("a member of staff")) if kind == STAFF else ""


def lines_of(
    findings: Collection[Finding], law: Law, names: Names, *, today: date, links: bool
) -> list[StandardLine]:
    """Findings as lines, in their order. `links`: for the operator who mends them."""
    return [_line(each, law, names, today, links) for each in findings]


def _line(each: Finding, law: Law, names: Names, today: date, links: bool) -> StandardLine:
    url, link = _where(each) if links else ("", "")
    return StandardLine(
        rule=each.rule,
        title=str(law.rules[each.rule].text),
        badge=badge_of(each),
        subject=names.of(each.subject_kind, each.subject_id),
        said=said_of(each.reasons, each.numbers),
        remedy=remedy_of(each.reasons, each.numbers),
        clause=clause_of(law.source(each).as_json()),
        due=until(each.due_on, today) if each.due_on else None,
        url=url,
        link=link,
    )


def badge_of(each: Finding) -> Badge:
    return {Verdict.BREACH: BADGES[each.severity], Verdict.NOT_STATED: UNSAID, Verdict.PASS: PASSED}[
        each.verdict
    ]


def until(day: date, today: date) -> Due:
    """A last day in calendar days."""
    return due_by(day, today=today, left=(day - today).days, unit="day")


def _where(each: Finding) -> tuple[str, Any]:
    """The page where it is mended: that of the person or the class where it is about one."""
    page = page_of(each.reasons)
    name, words = _PAGES.get(page, ("", ""))
    whom = _ONE.get((page, each.subject_kind))
    for address, given in ((whom, [each.subject_id]), (name, [])):
        try:
            if address:
                return reverse(address, args=given), words
        except NoReverseMatch:
            continue
    return "", ""
