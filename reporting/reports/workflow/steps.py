"""What a report passes: handed in, reviewed, countersigned, signed, or sent back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError, NotAllowed
from audit.workflow import record
from kernel import clock
from obligations.workflow import settle
from policy.report_names import named
from reporting.enums import Opinion, ReportStep
from reporting.errors import NotReady, ReportElsewhere
from reporting.models import Report, ReportEdition, ReportOpinion
from reporting.reports.content import digest_of
from reporting.reports.gathering import Gathered, sections_of
from reporting.reports.permissions import may_decide, may_hand_in, may_say, step_of
from reporting.reports.queries import countersigning
from reporting.reports.telling import tell_next
from reporting.reports.workflow.opening import prepare
from reporting.tables import REPORT


def locked(report_id: int, version: int | None = None) -> Report:
    """The report, locked. Raises ReportElsewhere where somebody moved it since the reader saw it."""
    row: Report = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
    if version is not None and version != row.version:
        raise ReportElsewhere(_("Somebody moved this report meanwhile. Look at it again."))
    return row


@transaction.atomic
def hand_in(*, by: Actor, report_id: int, version: int | None = None) -> ReportEdition:
    """The author is done: words, figures and tables are frozen as the next edition and go to the first step, or to whoever
    collects the report.

    Raises NotAllowed, NotReady (sections that are empty or not done, figures that nobody entered), ReportElsewhere.
    """
    report = locked(report_id, version)
    if not (decision := may_hand_in(by, report)):
        raise NotAllowed(decision)
    report = prepare(report=report)
    gathered, sections = Gathered(report), sections_of(report)
    _check_ready(gathered, sections)
    content = gathered.content(sections).as_json()
    edition = ReportEdition.objects.create(
        region_id=report.region_id, facility_id=report.facility_id, report=report,
        number=ReportEdition.objects.filter(report=report).count() + 1, content=content, digest=digest_of(content),
        made_at=clock.now(), made_by_id=by.user_id,
    )  # fmt: skip
    report.handed_in_at, report.handed_in_by_id = edition.made_at, by.user_id
    report.returned_because, report.step = "", 0
    steps = report.facts.get("steps", [])
    moved(by, report, "pass_on" if steps else "hand_in", edition=edition.number, digest=edition.digest)
    if not steps:
        _settle(by, report)
    return edition


def _check_ready(gathered: Gathered, sections: Sequence[Any]) -> None:
    problems: list[tuple[str, Any]] = []
    for each in sections:
        if each.required and not (each.body.strip() or each.tables):
            problems.append((each.code, _("This section is empty.")))
        elif each.required and not each.done:
            problems.append((each.code, _("This section is not marked as done.")))
        missing = [name for name in named(each.body) if gathered.told.missing(name)]
        if missing:
            words = "、".join(f"{{{name}}}" for name in missing)
            problems.append((each.code, _("Figures that nobody has entered: %(names)s") % {"names": words}))
    if problems:
        raise NotReady(_("The report cannot be handed in yet."), problems=problems)


@transaction.atomic
def approve(*, by: Actor, report_id: int, reason: str = "", version: int | None = None) -> Report:
    """The step that the report waits for is done; after the last one it is signed and frozen.

    Countersigning ends when every member has answered and none objects; else a `reason` is asked for. Raises NotAllowed,
    ReportElsewhere, DomainError (`reason`).
    """
    report = locked(report_id, version)
    if not (decision := may_decide(by, report)):
        raise NotAllowed(decision)
    step, steps = step_of(report), report.facts["steps"]
    if step == ReportStep.COUNTERSIGN and not reason.strip():
        _check_countersigned(report)
    if step == ReportStep.REVIEW:
        report.reviewed_at, report.reviewed_by_id = clock.now(), by.user_id
    if step == ReportStep.COUNTERSIGN:
        report.countersigned_at, report.countersigned_by_id = clock.now(), by.user_id
    if report.step + 1 < len(steps):
        report.step += 1
        moved(by, report, "approve", reason=reason.strip(), step=step)
        return report
    report.signed_at, report.signed_by_id = clock.now(), by.user_id
    over = report.facts.get("owed_by") != "OFFICE"
    moved(by, report, "sign_over" if over else "sign", step=step)
    _settle(by, report)
    return report


def _check_countersigned(report: Report) -> None:
    asked = countersigning(report)
    waiting = [each.member for each in asked if each.opinion is None]
    objecting = [each.member for each in asked if each.opinion and each.opinion.verdict == Opinion.OBJECTS]
    if waiting or objecting:
        names = "、".join([*waiting, *objecting])
        raise DomainError(
            _("Not every member agrees yet: %(names)s. Say why the report goes on.") % {"names": names},
            field="reason",
        )


def _settle(by: Actor, report: Report) -> None:
    if rule := report.facts.get("deadline"):
        settle(by=by, subject=report, rule=rule, event="report.handed_in")


@transaction.atomic
def say(*, by: Actor, report_id: int, member: str, verdict: str, text: str = "") -> ReportOpinion:
    """A member agrees with the report or objects; another word of the same member to this edition takes the place of the
    first. Raises NotAllowed, DomainError (`member`, `verdict`, `text`)."""
    report = locked(report_id)
    asked = {each.member: each for each in countersigning(report)}
    offices = {each.office_id for each in asked.values() if each.office_id is not None}
    if not (decision := may_say(by, report, offices)):
        raise NotAllowed(decision)
    found = asked.get(member)
    if found is None or by.department_id not in (found.office_id, report.office_id):
        raise DomainError(_("Choose the member that answers."), field="member")
    if verdict not in Opinion.values:
        raise DomainError(_("Say whether the member agrees."), field="verdict")
    if verdict == Opinion.OBJECTS and not text.strip():
        raise DomainError(_("Say what the member objects to."), field="text")
    row, _made = ReportOpinion.objects.update_or_create(
        report=report, region_id=report.region_id, edition=edition_number(report), member=member,
        defaults={
            "office_id": found.office_id, "verdict": verdict, "text": text.strip()[:1000], "said_at": clock.now(),
            "said_by_id": by.user_id,
        },
    )  # fmt: skip
    step = REPORT.target("say", report.state)
    record(
        by=by, event=step.event, region=report.region_id, subject=report, reason=row.text,
        data={"member": member, "verdict": verdict},
    )  # fmt: skip
    return row


def edition_number(report: Report) -> int:
    """The number of the newest edition; 0 before the first."""
    return ReportEdition.objects.filter(report=report).count()


@transaction.atomic
def send_back(*, by: Actor, report_id: int, reason: str, version: int | None = None) -> Report:
    """The step is not passed: the author writes on. Raises NotAllowed, DomainError without a reason."""
    report = locked(report_id, version)
    if not (decision := may_decide(by, report)):
        raise NotAllowed(decision)
    if not reason.strip():
        raise DomainError(_("Say what has to be changed."), field="reason")
    report.returned_because = reason.strip()[:500]
    begin_anew(report)
    moved(by, report, "send_back", reason=report.returned_because)
    return report


def begin_anew(report: Report) -> None:
    """No step is passed any more; the author writes on."""
    report.step = 0
    report.reviewed_at = report.reviewed_by_id = report.countersigned_at = report.countersigned_by_id = None
    report.signed_at = report.signed_by_id = None


def moved(by: Actor, report: Report, action: str, *, reason: str = "", **data: Any) -> None:
    """Write the report in its next state, on the trail too, and tell whoever acts next."""
    step = REPORT.target(action, report.state)
    report.state = step.target
    version, report.version = report.version, F("version") + 1
    report.save()
    report.version = version + 1
    record(
        by=by, event=step.event, region=report.region_id, subject=report, facility_id=report.facility_id, reason=reason,
        data={key: str(value) for key, value in data.items()},
    )  # fmt: skip
    tell_next(by, report)
