"""The operator's first screen: what is owed, by when, with one button each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import DepartmentKind
from accounts.queries import department_for
from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from facilities.presentation import state_badge
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge
from obligations.models import Obligation
from obligations.presentation import clause_of, due_of
from obligations.presentation.lines import PAGES
from obligations.subjects import Subject, subject, subjects_of
from obligations.wording import TRIGGERS, words_of
from registration.enums import FilingKind, FilingState
from registration.models import Filing, Registration
from registration.presentation.operator.duty import authority
from registration.presentation.operator.progress import day, progress_of
from registration.presentation.operator.slots import slots_of
from registration.presentation.operator.status import request_of
from registration.queries import operator as read
from registration.queries.review import latest_notice
from registration.workflow.verifying import RECTIFICATION

#: What the duties about members of staff name.
PERSON = "staff.staffmember"

#: What this page tells by itself.
_OWN = ("registration.filing",)
_KIND_OF_RULE = {
    "filing": FilingKind.FIRST,
    "family_home_filing": FilingKind.FIRST,
    "change_filing": FilingKind.CHANGE,
    "cancellation_report": FilingKind.CANCELLATION,
}
#: What a duty is called for the facility that owes it.
TITLES: dict[str, Any] = {
    "filing": gettext_lazy("Complete the filing"),
    "family_home_filing": gettext_lazy("Complete the filing"),
    "change_filing": gettext_lazy("File the registered change"),
    "cancellation_report": gettext_lazy("Report the cancellation"),
}


@dataclass(frozen=True)
class Task:
    """One thing to do. `due` None: nobody set a day. `start`: the button begins a filing of this kind (a form)."""

    key: str
    title: str
    text: str
    button: str
    url: str
    due: Due | None = None
    start: str = ""
    why: str = ""
    why_url: str = ""
    icon: str = "pencil"
    urged: date | None = None


def home_context(facilities: Sequence[Facility], chosen: Facility) -> dict[str, Any]:
    """Everything the first screen shows about one facility, and where else something waits."""
    running = read.running_filings(chosen.pk)
    tasks = sorted(_tasks(chosen, running), key=_order)
    counts = read.open_counts([facility.pk for facility in facilities])
    return {
        "facility": chosen,
        "facility_name": chosen.name,
        "facilities": facilities,
        "elsewhere": [(f, counts[f.pk]) for f in facilities if f.pk != chosen.pk and counts[f.pk]],
        "badge": _badge(chosen, running),
        "tasks": tasks,
        "next_due": next((task.due.on for task in tasks if task.due and task.due.on), None),
        "progress": progress_of(chosen, running),
        "news": read.news_of(chosen.pk),
        "papers": read.papers_of(chosen.pk, 6),
        "finished": len(read.finished_by(chosen.pk)),
        "office": department_for(chosen.region_id, (DepartmentKind.HEALTH,)),
        "ended": chosen.state in ENDED_STATES,
        "authority": authority(chosen.region_id),
    }


def _order(task: Task) -> tuple[int, date]:
    """Asked by an officer first, then by date; what is owed promptly stands before what lies months ahead."""
    if task.due is None:
        return 0, date.min
    if task.due.on is not None:
        return (3, task.due.on) if task.due.months else (1, task.due.on)
    return 2, date.min


def _badge(facility: Facility, running: Sequence[Filing]) -> Badge:
    first = next((filing for filing in running if filing.kind == FilingKind.FIRST), None)
    if facility.state != FacilityState.REGISTERED or first is None:
        return state_badge(facility.state)
    words = {
        FilingState.DRAFT: Badge(_("Not filed, being filled in"), "clock", "warn"),
        FilingState.SUBMITTED: Badge(_("Not filed, under review"), "clock", "accent"),
        FilingState.SUPPLEMENT_REQUESTED: Badge(_("Not filed, supplement requested"), "pencil", "warn"),
    }
    return words.get(FilingState(first.state), state_badge(facility.state))


def _tasks(facility: Facility, running: Sequence[Filing]) -> Iterator[Task]:
    covered: set[int] = set()
    duties = read.owed_by(facility.pk)
    sources = read.registrations(
        [row.subject_id for row in duties if row.subject_type == "registration.registration"]
    )
    ordered = {row.subject_id: row for row in duties if row.rule == RECTIFICATION}
    named = subjects_of([row for row in duties if row.subject_type in PAGES])
    people = subject(PERSON, [row.subject_id for row in duties if row.subject_type == PERSON])
    for row in duties:
        if row.rule == RECTIFICATION:
            continue  # told with its filing, which knows the reasons
        if row.subject_type == PERSON:
            yield _of_person(row, people.get(row.subject_id))
            continue
        if row.subject_type in PAGES and row.subject_type not in _OWN:
            yield _elsewhere(row, named.get((row.subject_type, row.subject_id)))
            continue
        filing = next(
            (f for f in running if f.kind in _kinds(row.rule) and f.state == FilingState.DRAFT), None
        )
        if filing is not None:
            covered.add(filing.pk)
        yield _of_duty(facility, row, filing, sources.get(row.subject_id))
    for filing in running:
        if filing.pk not in covered and (task := _of_filing(filing, ordered.get(filing.pk))) is not None:
            yield task
    if facility.state == FacilityState.REGISTERED and not duties and not running:
        yield _unstarted(facility)


def _kinds(rule: str) -> tuple[str, ...]:
    kind = _KIND_OF_RULE.get(rule)
    return (kind, FilingKind.RELOCATION) if kind == FilingKind.CHANGE else (kind,) if kind else ()


def _of_duty(facility: Facility, row: Obligation, filing: Filing | None, source: Registration | None) -> Task:
    kind = _KIND_OF_RULE.get(row.rule)
    return Task(
        key=f"duty-{row.pk}",
        title=str(TITLES.get(row.rule) or words_of(row.rule).do),
        text=_left_to_do(filing) if filing else _not_begun(row.rule, source),
        button=_("Go on") if filing else _("Begin") if kind else _("View"),
        url=reverse("operator:filing", args=[filing.pk])
        if filing
        else reverse("operator:start", args=[facility.pk]),
        start="" if filing or kind is None else kind.value,
        **_dated(row),
    )


def _of_person(row: Obligation, person: Subject | None) -> Task:
    """A yearly renewal of one member of staff."""
    return Task(
        key=f"duty-{row.pk}",
        title=str(words_of(row.rule).do),
        text=_("%(name)s does not count from the day after.") % {"name": person.name if person else ""},
        button=_("To the person"),
        url=reverse("staff:person", args=[row.subject_id]),
        **_dated(row),
    )


def _elsewhere(row: Obligation, about: Subject | None) -> Task:
    """What is worked on at a page of its own: a finding to be put right, a recurring duty."""
    return Task(
        key=f"duty-{row.pk}",
        title=str(words_of(row.rule).do),
        text=about.name if about else "",
        button=_("View"),
        url=reverse(PAGES[row.subject_type], args=[row.subject_id]),
        **_dated(row),
    )


def _dated(row: Obligation) -> dict[str, Any]:
    """The parts of a task that come from its duty: the date, where it comes from, when the authority last urged."""
    return {
        "due": due_of(row, clock.today()),
        "why": _why(row),
        "why_url": reverse("obligations:explanation", args=[row.pk]),
        "urged": clock.local_date(row.urged_at) if row.urged_at else None,
    }


def _left_to_do(filing: Filing) -> str:
    """What is still missing in a draft, by name; counted where it is many."""
    if filing.kind not in (FilingKind.FIRST, FilingKind.CHANGE, FilingKind.RELOCATION):
        return _("The draft is saved; check and submit it.")
    names = [slot.name for slot in slots_of(filing).faulty]
    if not names:
        return _("Everything is there: check and submit.")
    if len(names) > 3:
        return ngettext("%(n)d item is missing", "%(n)d items are missing", len(names)) % {"n": len(names)}
    words = ngettext("%(n)d item is missing: %(names)s", "%(n)d items are missing: %(names)s", len(names))
    return words % {"n": len(names), "names": _("、").join(names)}


def _not_begun(rule: str, source: Registration | None) -> str:
    if rule == "change_filing" and source is not None:
        office = source.registrar.name if source.registrar else _("The registrar")
        return _("%(office)s registered a change; now it has to be filed.") % {"office": office}
    if rule == "cancellation_report":
        return _("Your registration was cancelled; say what becomes of the children.")
    return _("Not begun yet. Your answers are saved as you type.")


def _why(row: Obligation) -> str:
    trigger = TRIGGERS.get(row.trigger_event)
    when = str(trigger[0]) % {"day": day(row.trigger_on)} if trigger else ""
    clause = clause_of(row.source, days=row.days, due_status=row.due_status)
    return " · ".join(str(part) for part in (when, clause.short, clause.term) if part)


def _of_filing(filing: Filing, ordered: Obligation | None) -> Task | None:
    page, kind = reverse("operator:filing", args=[filing.pk]), filing.get_kind_display()
    key = f"filing-{filing.pk}"
    if filing.state == FilingState.DRAFT:
        title = _("Finish: %(kind)s") % {"kind": kind}
        return Task(key, title, _left_to_do(filing), _("Go on"), page, icon="pencil")
    if filing.state == FilingState.SUPPLEMENT_REQUESTED and (request := request_of(filing)):
        names = _("、").join(item["name"] for item in request["items"])
        words = ngettext("%(n)d item: %(names)s", "%(n)d items: %(names)s", len(request["items"]))
        text = words % {"n": len(request["items"]), "names": names}
        why = _("%(office)s starts counting anew when you hand it in again.") % {
            "office": authority(filing.region_id)
        }
        return Task(
            key, _("Supplement the materials"), text, _("Supplement"), page, why=why, icon="file-plus"
        )
    if filing.state == FilingState.NONCOMPLIANCE_NOTIFIED:
        notice = latest_notice(filing)
        text = _("; ").join(notice.reasons) if notice else ""
        url = reverse("operator:rectify", args=[filing.pk])
        task = Task(key, _("Put right and report"), text, _("Report"), url, icon="tool")
        return replace(task, **_dated(ordered)) if ordered else task
    return None


def _unstarted(facility: Facility) -> Task:
    """Where the law names no event that starts a clock (a kindergarten's class in Jilin files on its approval)."""
    return Task(
        key="begin",
        title=_("Complete the filing"),
        text=_("Not begun yet. Your answers are saved as you type."),
        button=_("Begin"),
        url=reverse("operator:start", args=[facility.pk]),
        start=FilingKind.FIRST.value,
        icon="file-text",
    )
