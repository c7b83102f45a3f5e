"""The lines of the inbox: for each duty its words, its place, its clause, its owner, and the one thing to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from kernel.due import Due
from kernel.presentation import Clause
from obligations.enums import FACILITY
from obligations.presentation.dates import clause_line, due_of
from obligations.queries.ahead import YEARLY
from obligations.queries.inbox import InboxRow
from obligations.subjects import Subject, subjects_of
from obligations.wording import TRIGGERS, words_of
from policy.enums import EntityKind
from regions.codes import level_of
from regions.enums import Level
from regions.queries import name as region_name

#: Objects whose own page is where a duty about them is worked on, whoever owes it.
PAGES = {
    "registration.filing": "registration:filing",
    "inspections.finding": "inspections:finding",
    "inspections.referral": "inspections:referral",
    "inspections.complaint": "inspections:complaint",
    "inspections.dutyperiod": "inspections:duty",
    "reporting.report": "reports:report",
}
CLOCKS = ("filing_receipt", "noncompliance_notice")
PUSH = "registration_push"


@dataclass(frozen=True)
class Act:
    """The button of a line. `post`: it writes, so it is a form; `urgent`: the primary button of the group."""

    label: str
    url: str
    post: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Line:
    id: int
    due: Due
    title: object
    url: str
    name: str
    kind: str
    clause: Clause
    owner: str
    owner_note: str
    act: Act
    urged: date | None = None
    facility_url: str = ""
    trigger: object = ""
    trigger_on: date | None = None
    clock: bool = False
    place: str = ""


@dataclass(frozen=True)
class _Target:
    """The thing a permission is asked about."""

    region_id: int


def lines(rows: Iterable[InboxRow], actor: Actor) -> list[Line]:
    """The rows as lines, for the eyes of `actor`. Names of facilities not yet known are read in one further query."""
    given, today = list(rows), clock.today()
    told = subjects_of([row for row in given if row.facility_name is None or row.rule in YEARLY])
    return [_line(row, actor, today, told.get((row.subject_type, row.subject_id))) for row in given]


def _line(row: InboxRow, actor: Actor, today: date, subject: Subject | None) -> Line:
    due = due_of(row, today)
    own = row.owner_id is not None and row.owner_id == actor.department_id
    pressing = due.state in ("overdue", "today", "prompt")
    words = words_of(row.rule)
    urge = not own and (due.state == "overdue" or due.state == "prompt")
    name = row.facility_name or (subject.name if subject else "")
    return Line(
        id=row.id,
        due=due,
        title=_titled(words.do if own else words.urge if urge else words.watch, row, subject),
        url=_own_url(row, actor) if own else subject_url(row),
        name=name,
        kind=kind_name(row.entity_kind),
        clause=clause_line(row.source, days=row.days, due_status=row.due_status, trigger=row.trigger_event),
        owner=row.assignee_name or _office(row, actor),
        owner_note=_office(row, actor) if row.assignee_name and not own else "",
        act=_act(row, actor, own=own, urge=urge, urgent=own and pressing),
        urged=clock.local_date(row.urged_at) if row.urged_at else None,
        facility_url=_url("facilities:facility", row.facility_id) if row.facility_id else "",
        trigger=TRIGGERS[row.trigger_event][0] if row.trigger_event in TRIGGERS else "",
        trigger_on=row.trigger_on,
        clock=row.rule in CLOCKS,
        place=place_name(row.facility_region or row.region_id),
    )


def _titled(words: object, row: InboxRow, subject: Subject | None) -> object:
    """A duty about one person says whose it is."""
    return f"{words} · {subject.name}" if subject and row.rule in YEARLY else words


def _office(row: InboxRow, actor: Actor) -> str:
    """Who owes it: one's own office, another one without the name of the common division, or the facility."""
    if row.owner_name is None:
        return _("Facility")
    if row.owner_id == actor.department_id:
        return _("My office")
    return short_office(row.owner_name, actor)


def short_office(name: str, actor: Actor) -> str:
    """区行政审批局 instead of 章贡区行政审批局 for those who work in 章贡区; in English without the words both begin with."""
    if actor.post and actor.post.department_en and name.isascii():
        common = takewhile(
            lambda pair: pair[0] == pair[1], zip(name.split(), actor.post.department_en.split(), strict=False)
        )
        rest = name.split()[len(list(common)) :]
        return " ".join(rest) or name
    place = actor.post.region if actor.post else ""
    return name[len(place) - 1 :] if len(place) > 1 and name.startswith(place) and name != place else name


def place_name(code: int) -> str:
    """The street, or the district of a facility whose street is not known."""
    return region_name(code) if level_of(code) in (Level.STREET, Level.DISTRICT) else ""


def kind_name(kind: str | None) -> str:
    """The kind of entity in words; '' where it is not known."""
    return str(EntityKind(kind).label) if kind in EntityKind.values else ""


def _act(row: InboxRow, actor: Actor, *, own: bool, urge: bool, urgent: bool) -> Act:
    target = _Target(row.region_id)
    if own and row.rule in CLOCKS and decide(actor, Action.FILING_REVIEW, target):
        if row.rule == "filing_receipt" or row.receipt_open:
            return Act(_("Review"), subject_url(row), urgent=urgent)
        return Act(_("Verify on site"), _url("registration:visit", row.subject_id), urgent=urgent)
    if own and row.rule == PUSH and decide(actor, Action.REGISTRATION_PUSH, target):
        return Act(_("Check and push"), _own_url(row, actor), urgent=urgent)
    if urge and decide(actor, Action.OBLIGATION_URGE, target):
        return Act(_("Urge"), reverse("obligations:urge", args=[row.id]), post=True)
    return Act(_("View"), subject_url(row))


def _own_url(row: InboxRow, actor: Actor) -> str:
    """Where the office itself works on what it owes: a registrar on the push that waits."""
    if row.rule == PUSH and decide(actor, Action.REGISTRATION_PUSH, _Target(row.region_id)):
        return _url("registration:waiting_one", row.subject_id)
    return subject_url(row)


class About(Protocol):
    """What a row must tell so that the page it is worked on is found."""

    @property
    def subject_type(self) -> str: ...

    @property
    def subject_id(self) -> int: ...

    @property
    def facility_id(self) -> int | None: ...

    @property
    def owner_kind(self) -> str: ...


def subject_url(row: About) -> str:
    """The page where a duty is worked on: the filing, the pushed registration, else the facility."""
    if row.subject_type in PAGES:
        return _url(PAGES[row.subject_type], row.subject_id)
    if row.facility_id and row.owner_kind == FACILITY:
        return _url("facilities:facility", row.facility_id)
    if row.subject_type == "registration.registration":
        return _url("registration:registration", row.subject_id)
    return _url("facilities:facility", row.facility_id) if row.facility_id else ""


def _url(name: str, number: int | None) -> str:
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:
        return ""
