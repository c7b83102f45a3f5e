"""What stands in the navigation: one table. An entry shows when the actor holds one of its actions and its page exists."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.permissions import decide
from config.jinja import url
from kernel import clock
from regions import remembered
from regions.keyset import Counts, ask_counts, written_counts
from regions.scope import current_or_none

if TYPE_CHECKING:
    from accounts.actors import Actor


#: Nobody needs the exact length of a long list.
CAP = 1000
#: The number on the bell, counted with the numbers of the entries.
UNREAD = "messaging.queries.unread_of"


@dataclass(frozen=True, eq=False)
class Entry:
    """`actions`: any of them suffices. `count`: dotted name of a function of a queries room, actor → the rows that are
    counted (up to CAP, all of a page in one statement), or a number, or None.

    `phone`: stands in the bottom bar of a phone; up to four do, the fifth place is "more". `more`: the operator's row
    at the top holds it behind "more", because ten entries do not fit.

    `also`: how the names of pages begin that belong here though their address says something else.
    """

    label: object
    icon: str
    url_name: str
    actions: tuple[Action, ...]
    count: str = ""
    phone: bool = False
    short: object = ""
    more: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search:
    """The box over every page: where it leads, and what can be looked for there."""

    url_name: str
    action: Action
    label: object

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_SEARCHES = (
    Search("facilities:search", Action.FACILITY_VIEW, _("Search facilities, credit codes, filing numbers")),
    Search(
        "registration:pushes", Action.REGISTRATION_PUSH, _("Search what your office pushed: name or code")
    ),
)


def search_of(actor: "Actor") -> Search | None:
    """The search this person may use; None for whoever has nothing to look for."""
    return next((each for each in _SEARCHES if decide(actor, each.action)), None)


@dataclass(frozen=True)
class Section:
    label: object
    entries: tuple[Entry, ...]


OFFICE = (
    Section(
        "",
        (
            Entry(_("Inbox"), "inbox", "obligations:inbox", (Action.INBOX_VIEW,), "obligations.queries.open_duties", True),
            Entry(_("Facilities"), "building-community", "facilities:list", (Action.FACILITY_VIEW,), "", True),
            Entry(_("Push a registration"), "send", "registration:push", (Action.REGISTRATION_PUSH,), "", True, _("Push")),
            Entry(_("To be pushed"), "clock", "registration:waiting", (Action.REGISTRATION_PUSH,), "registration.queries.pushes.waiting_rows_of", True),
            Entry(_("Pushed"), "list-details", "registration:pushes", (Action.REGISTRATION_PUSH,), "registration.queries.pushes.pushed_rows", True),
            Entry(_("Registrations"), "send", "registration:registrations", (Action.FILING_VIEW,), "", True),
            Entry(_("Filings"), "file-text", "registration:filings", (Action.FILING_VIEW,), "registration.queries.filings.waiting_filings", True),
        ),
    ),
    Section(
        _("Supervision"),
        (
            Entry(_("Inspections"), "clipboard-check", "inspections:visits", (Action.INSPECTION_VIEW, Action.INSPECTION_RECORD), "", True, also=("inspections:visit", "inspections:plan", "inspections:calendar", "inspections:start", "inspections:replan", "inspections:invite", "inspections:sign", "inspections:finish", "inspections:acknowledge", "inspections:cancel")),
            Entry(_("Rectification"), "tool", "inspections:findings", (Action.INSPECTION_VIEW,), "inspections.queries.findings.waiting_rechecks", also=("inspections:finding", "inspections:lift", "inspections:take_back")),
            Entry(_("Complaints"), "message-report", "inspections:complaints", (Action.COMPLAINT_VIEW,), "inspections.queries.complaints.waiting_complaints", also=("inspections:complaint",)),
            Entry(_("Recurring duties"), "calendar-clock", "inspections:duties", (Action.INSPECTION_VIEW,), "", also=("inspections:duty", "inspections:record_act", "inspections:withdraw_act", "inspections:order_for_duty")),
            Entry(_("Ratings"), "star", "inspections:ratings", (Action.INSPECTION_VIEW,), "inspections.queries.ratings.waiting", also=("inspections:rating", "inspections:assess_oneself", "inspections:name_panel", "inspections:score_items", "inspections:decide_rating", "inspections:publish_rating", "inspections:withdraw_rating", "inspections:send_back_rating")),
            Entry(_("Referred to my office"), "send", "inspections:referrals", (Action.REFERRAL_ANSWER,), "inspections.queries.findings.waiting_referrals", also=("inspections:referral",)),
            Entry(_("Standards missed"), "alert-circle", "facilities:breaches", (Action.STANDARDS_VIEW,)),
            Entry(_("Staff"), "id-badge-2", "staff:list", (Action.CASE_VIEW,)),
            Entry(_("Children"), "mood-kid", "facilities:doubles", (Action.CHILD_VIEW,), also=("facilities:jumps",)),
            Entry(_("Cases and bans"), "gavel", "staff:cases", (Action.CASE_VIEW,), also=("staff:ban", "staff:case")),
            Entry(_("Growth stations"), "map-pin", "facilities:stations", (Action.STATION_VIEW,)),
        ),
    ),
    Section(
        _("Universal care and subsidies"),
        (
            Entry(_("Universal facilities"), "rosette-discount-check", "facilities:recognitions", (Action.UNIVERSAL_RECOGNISE,)),
            Entry(_("Subsidies"), "receipt-2", "subsidies:claims", (Action.CLAIM_VIEW,), "subsidies.queries.claims.waiting_claims", True),
            Entry(_("Payment batches"), "list-details", "subsidies:batches", (Action.LEDGER_VIEW,)),
            Entry(_("Budgets and books"), "scale", "subsidies:budgets", (Action.BUDGET_VIEW,)),
        ),
    ),
    Section(
        _("Reports"),
        (
            Entry(_("Dashboard"), "chart-bar", "figures:dashboard", (Action.FIGURES_VIEW,), also=("figures:dashboard", "figures:rows")),
            Entry(_("Written reports"), "report", "reports:list", (Action.REPORT_VIEW,), also=("reports:",)),
            Entry(_("Reports to collect"), "clipboard-list", "reports:collecting", (Action.REPORT_RECEIVE,), also=("reports:collect", "reports:urge_", "reports:return_collected")),
            Entry(_("Entered figures"), "edit", "figures:entered", (Action.FIGURES_ENTER,), also=("figures:enter", "figures:correct")),
            Entry(_("Indicators"), "list-details", "figures:catalogue", (Action.FIGURES_VIEW,)),
        ),
    ),
    Section(
        _("Administration"),
        (
            Entry(_("Policy and calendar"), "adjustments-horizontal", "policy:overview", (Action.POLICY_VIEW,)),
            Entry(_("Versions"), "history", "policy:versions", (Action.POLICY_PROPOSE,), "policy.queries.history.waiting_count", True),
            Entry(_("Working calendar"), "calendar", "policy:calendars", (Action.POLICY_PROPOSE,), "", True),
            Entry(_("Departments"), "sitemap", "accounts:departments", (Action.DEPARTMENT_MANAGE,), "", True),
            Entry(_("People"), "users", "accounts:people", (Action.APPOINTMENT_MANAGE,), "", True),
            Entry(_("Jobs"), "refresh", "jobs:list", (Action.JOB_VIEW,)),
            Entry(_("API and keys"), "key", "accounts:tokens", (Action.TOKEN_MANAGE,)),
            Entry(_("Audit trail"), "history", "audit:events", (Action.AUDIT_VIEW,), "", True, _("Trail")),
        ),
    ),
)  # fmt: skip

OPERATOR = (
    Section(
        "",
        (
            Entry(_("Home"), "home", "operator:home", (Action.OPERATOR_HOME,), "", True),
            Entry(_("Attendance"), "calendar-event", "facilities:attendance", (Action.ATTENDANCE_RECORD,), "", True),
            Entry(_("Children"), "mood-kid", "facilities:children", (Action.CHILD_MANAGE,), "", True, also=("facilities:class", "facilities:fee", "facilities:provision", "facilities:enrolment")),
            Entry(_("People"), "id-badge-2", "staff:mine", (Action.OPERATOR_HOME,), also=("staff:",)),
            Entry(_("Standards"), "checklist", "facilities:standards", (Action.CLASS_MANAGE,), also=("facilities:premises",)),
            Entry(_("Inspections"), "clipboard-check", "inspections:mine", (Action.SELF_CHECK_FILL,), also=("inspections:",)),
            Entry(_("Subsidies"), "receipt-2", "subsidies:mine", (Action.CLAIM_FILL,), also=("subsidies:",)),
            Entry(_("Filing"), "file-text", "operator:filings", (Action.FILING_FILL,), "", True, also=("operator:start", "operator:first")),
            Entry(_("Changes"), "edit", "operator:changes", (Action.FILING_FILL,), more=True, also=("operator:successor",)),
            Entry(_("Annual reports"), "report", "reports:list", (Action.REPORT_VIEW,), more=True, also=("reports:",)),
            Entry(_("News"), "mail", "operator:news", (Action.OPERATOR_HOME,), more=True),
            Entry(_("Colleagues"), "user-plus", "facilities:colleagues", (Action.OPERATOR_HOME,), more=True, also=("facilities:invite", "facilities:remove_colleague", "facilities:leave")),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An entry as the page draws it."""

    label: str
    short: str
    icon: str
    url: str
    count: int | None
    active: bool
    phone: bool
    more: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    links: tuple[Item, ...]


class Navigation:
    """The entries this actor may open, computed when a page draws them (a fragment does not).

    `page` is the name of the page that is open: an entry that says `also` is marked by it, else the longest address.
    `unread` counts what the bell shows.
    """

    def __init__(
        self, actor: "Actor", path: str, table: tuple[Section, ...], page: str = "", unread: str = ""
    ) -> None:
        self._actor, self._path, self._table, self._page = actor, path, table, page
        self._bell, self._unread = {unread} - {""}, 0

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        shown = [(s.label, [(e, u) for e in s.entries if (u := self._address(e))]) for s in self._table]
        current = self._current([pair for _label, pairs in shown for pair in pairs])
        counts = self._counts({e.count for _label, pairs in shown for e, _u in pairs if e.count} | self._bell)
        self._unread = sum(counts[name] or 0 for name in self._bell)
        language = get_language()
        return tuple(
            Group(
                str(label),
                tuple(_item(e, u, counts.get(e.count), u == current, language) for e, u in pairs),
            )
            for label, pairs in shown
            if pairs
        )

    @property
    def unread(self) -> int:
        """`unread` counts them: how many notices this person has not read, up to CAP; counted with the rest."""
        self.groups  # noqa: B018 - counts all of a page in one statement
        return self._unread

    @property
    def phone(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.links if item.phone)[:4]

    def _current(self, pairs: list[tuple[Entry, str]]) -> str:
        named = [u for e, u in pairs if any(self._page.startswith(start) for start in e.also)]
        return max(named or (u for _e, u in pairs if self._path.startswith(u)), key=len, default="")

    def _address(self, entry: Entry) -> str | None:
        if not any(decide(self._actor, action) for action in entry.actions):
            return None
        try:
            return url(entry.url_name)
        except NoReverseMatch:
            return None

    def _counts(self, names: set[str]) -> dict[str, int | None]:
        """What is counted follows from who acts and from the day, so the statement is written once for each of them."""
        told: dict[str, int | None] = {}

        def write() -> Counts:
            asked = {name: _counter(name)(self._actor) for name in sorted(names)}
            told.update({name: n for name, n in asked.items() if not isinstance(n, QuerySet)})
            return written_counts({n: rows for n, rows in asked.items() if isinstance(rows, QuerySet)}, CAP)

        key = (*_who(self._actor), clock.today(), frozenset(names))
        counts = remembered.counts(key, write) if current_or_none() else write()
        for name in names - set(counts.names) - set(told):
            told[name] = _counter(name)(self._actor)  # type: ignore[assignment]  # a number, or None
        return {**told, **ask_counts(counts)}


def _who(actor: "Actor") -> tuple[Hashable, ...]:
    granted = tuple((number, actor.facilities[number]) for number in sorted(actor.facilities))
    return actor.user_id, actor.post, granted, actor.opened, actor.token_id, actor.system


def _item(entry: Entry, url: str, count: int | None, active: bool, language: str | None) -> Item:
    label, short = _words(entry, language)
    return Item(label, short, entry.icon, url, count, active, entry.phone, entry.more)


@lru_cache(maxsize=512)
def _words(entry: Entry, language: str | None) -> tuple[str, str]:
    return str(entry.label), str(entry.short or entry.label)


def _counter(name: str) -> Callable[["Actor"], QuerySet[Any] | int | None]:
    try:
        counter: Callable[[Actor], QuerySet[Any] | int | None] = import_string(name)
    except ImportError:
        return lambda actor: None
    return counter


def navigation_of(request: HttpRequest) -> Navigation:
    """The table by who acts: an operator has the facility's entries, everybody else the office's."""
    actor = request.actor  # type: ignore[attr-defined]
    page = request.resolver_match.view_name if request.resolver_match else ""
    return Navigation(actor, request.path, OPERATOR if actor.is_operator else OFFICE, page, UNREAD)
