"""What the lists of findings, visits and complaints are narrowed to, read from the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspections.enums import ComplaintCategory, InspectionKind
from policy.enums import Severity

TABS = ("all", "open", "overdue", "today", "recheck", "closed")
COMPLAINT_TABS = ("waiting", "abuse", "overdue", "mine", "answered", "closed", "all")
DUTY_TABS = ("missed", "open", "met")
_DUTY = re.compile(r"[A-Z]{1,6}-D[0-9]{1,3}")
RATING_TABS = ("running", "published", "ended")
_GRADE = re.compile(r"[A-Z0-9]{1,8}")
VISIT_TABS = ("ahead", "under_way", "done")


@dataclass(frozen=True)
class FindingFilters:
    """`place`: a division's code; `facility`: one facility. What is unknown counts as not given."""

    tab: str = "all"
    place: str = ""
    severity: str = ""
    kind: str = ""
    facility: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "FindingFilters":
        return cls(
            tab=query.get("tab", "") if query.get("tab", "") in TABS else "all",
            place=_place(query),
            severity=query.get("severity", "") if query.get("severity", "") in Severity.values else "",
            kind=query.get("kind", "") if query.get("kind", "") in InspectionKind.values else "",
            facility=_number(query, "facility"),
        )

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        values = {
            "tab": "" if self.tab == "all" else self.tab,
            "place": self.place,
            "severity": self.severity,
            "kind": self.kind,
            "facility": str(self.facility or ""),
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class DutyFilters:
    """`duty`: the id of a recurring duty (OH-D1); `year`: in which its period begins."""

    tab: str = "missed"
    duty: str = ""
    place: str = ""
    year: int | None = None
    facility: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "DutyFilters":
        duty, year = query.get("duty", ""), _number(query, "year")
        return cls(
            tab=query.get("tab", "") if query.get("tab", "") in DUTY_TABS else "missed",
            duty=duty if _DUTY.fullmatch(duty) else "",
            place=_place(query),
            year=year if year and 2000 <= year <= 2100 else None,
            facility=_number(query, "facility"),
        )

    def query(self) -> dict[str, str]:
        values = {
            "tab": "" if self.tab == "missed" else self.tab,
            "duty": self.duty,
            "place": self.place,
            "year": str(self.year or ""),
            "facility": str(self.facility or ""),
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class RatingFilters:
    """`grade`: as the scheme calls it."""

    tab: str = "running"
    place: str = ""
    grade: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "RatingFilters":
        grade = query.get("grade", "")
        return cls(
            tab=query.get("tab", "") if query.get("tab", "") in RATING_TABS else "running",
            place=_place(query),
            grade=grade if _GRADE.fullmatch(grade) else "",
        )

    def query(self) -> dict[str, str]:
        values = {"tab": "" if self.tab == "running" else self.tab, "place": self.place, "grade": self.grade}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class VisitFilters:
    """`who`: a user's number, or "me"."""

    tab: str = "ahead"
    kind: str = ""
    who: str = ""
    plan: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "VisitFilters":
        who = query.get("who", "")
        return cls(
            tab=query.get("tab", "") if query.get("tab", "") in VISIT_TABS else "ahead",
            kind=query.get("kind", "") if query.get("kind", "") in InspectionKind.values else "",
            who=who if who == "me" or (who.isascii() and who.isdigit() and len(who) < 12) else "",
            plan=_number(query, "plan"),
        )

    def query(self) -> dict[str, str]:
        values = {
            "tab": "" if self.tab == "ahead" else self.tab,
            "kind": self.kind,
            "who": self.who,
            "plan": str(self.plan or ""),
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class ComplaintFilters:
    """`start` and `end`: the days between which it came in, both included."""

    tab: str = "waiting"
    place: str = ""
    category: str = ""
    facility: int | None = None
    start: date | None = None
    end: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "ComplaintFilters":
        category = query.get("category", "")
        return cls(
            tab=query.get("tab", "") if query.get("tab", "") in COMPLAINT_TABS else "waiting",
            place=_place(query),
            category=category if category in ComplaintCategory.values else "",
            facility=_number(query, "facility"),
            start=_day(query, "start"),
            end=_day(query, "end"),
        )

    def query(self) -> dict[str, str]:
        values = {
            "tab": "" if self.tab == "waiting" else self.tab,
            "place": self.place,
            "category": self.category,
            "facility": str(self.facility or ""),
            "start": self.start.isoformat() if self.start else "",
            "end": self.end.isoformat() if self.end else "",
        }
        return {name: value for name, value in values.items() if value}


def _day(query: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None


def _place(query: Mapping[str, str]) -> str:
    text = query.get("place", "")
    return text if text.isascii() and text.isdigit() and len(text) == 12 else ""


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
