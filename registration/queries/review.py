"""One filing under review with everything its page shows: materials with files, clocks, requests, notices, visits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from accounts.actors import Actor
from audit.models import AuditEvent
from audit.queries import of_subject as events_of
from audit.wording.actors import who
from kernel import clock
from obligations.models import Obligation
from obligations.queries import of_subject as duties_of
from registration.enums import RegistrationState
from registration.models import (
    Filing,
    FilingFile,
    FilingMaterial,
    NoncomplianceNotice,
    Receipt,
    Registration,
    SiteVisit,
    SupplementRequest,
)
from staff.models import StaffMember
from staff.queries.heads import heads_named


@dataclass(frozen=True)
class Review:
    """A filing and what belongs to it, as the scope shows it."""

    filing: Filing
    materials: list[FilingMaterial]
    registration: Registration | None
    duties: list[Obligation]
    events: list[AuditEvent]
    supplements: list[SupplementRequest]
    notices: list[NoncomplianceNotice]
    visits: list[SiteVisit]
    receipt: Receipt | None
    heads: list[StaffMember]

    def clock(self, rule: str) -> Obligation | None:
        """The newest duty under a rule, open or settled."""
        return next((duty for duty in reversed(self.duties) if duty.rule == rule), None)


def visible(filing_id: int) -> Filing:
    """A filing of the scope that was handed in. Raises Filing.DoesNotExist, also for a draft."""
    found: Filing = (
        Filing.objects.select_related("facility__registrar", "reviewer", "submitted_by")
        .exclude(submitted_at=None)
        .get(pk=filing_id)
    )
    return found


def review_of(filing: Filing) -> Review:
    return Review(
        filing=filing,
        materials=list(_materials(filing)),
        registration=registration_of(filing),
        duties=duties_of(filing),
        events=events_of(filing),
        supplements=list(filing.supplements.select_related("issued_by", "paper").order_by("id")),
        notices=list(filing.notices.select_related("issued_by", "paper", "order_paper").order_by("id")),
        visits=list(filing.visits.select_related("recorded_by").order_by("id")),
        receipt=Receipt.objects.select_related("paper", "conditions_paper").filter(filing=filing).first(),
        heads=heads_of(filing),
    )


def heads_of(filing: Filing) -> list[StaffMember]:
    """The people of the facility's list who are its head under the name that the filing states."""
    return heads_named(filing.facility_id, str(filing.form.get("head_name") or ""), clock.today())


def _materials(filing: Filing) -> QuerySet[FilingMaterial]:
    files = FilingFile.objects.filter(removed_at=None).select_related("file").order_by("id")
    return (
        filing.materials.select_related("checked_by")
        .prefetch_related(Prefetch("files", files, to_attr="handed_in"))
        .order_by("position")
    )


def material_of(filing: Filing, code: str) -> FilingMaterial:
    """One applicable material with its files. Raises FilingMaterial.DoesNotExist."""
    return _materials(filing).get(code=code, applicable=True)


def registration_of(filing: Filing) -> Registration | None:
    """What the registrar pushed of this facility, else what the operator stated; the newest that still counts."""
    rows = Registration.objects.filter(
        facility_id=filing.facility_id,
        state__in=(RegistrationState.PUSHED, RegistrationState.WAITING),
    ).select_related("registrar")
    found = sorted(rows, key=lambda row: (row.state == RegistrationState.PUSHED, row.pk))
    return found[-1] if found else None


@dataclass(frozen=True)
class Change:
    """What somebody else did to a filing: `code` names the material, '' the filing itself."""

    code: str
    what: str
    reason: str
    by: str
    at: datetime


def changes_since(filing_id: int, seen: datetime, actor: Actor) -> list[Change]:
    """Verdicts and events of others after an instant, the newest last: what a stale page did not show."""
    verdicts = [
        Change(m.code, m.verdict, m.reason, str(m.checked_by or ""), m.checked_at)
        for m in FilingMaterial.objects.filter(filing_id=filing_id, checked_at__gt=seen)
        .exclude(checked_by_id=actor.user_id)
        .select_related("checked_by")
        if m.checked_at
    ]
    rows = AuditEvent.objects.filter(
        subject_type="registration.filing", subject_id=filing_id, at__gte=seen.replace(microsecond=0)
    ).exclude(actor_id=actor.user_id)
    events = [Change("", row.event, row.reason, who(row), row.at) for row in rows]
    return sorted([*verdicts, *events], key=lambda change: change.at)


def latest_notice(filing: Filing) -> NoncomplianceNotice | None:
    """The last notice that something does not conform, open or closed, with its papers."""
    rows = filing.notices.select_related("paper", "order_paper")
    found: NoncomplianceNotice | None = rows.order_by("-id").first()
    return found


def applicable_materials(filing: Filing) -> list[FilingMaterial]:
    """The materials that the law asks of a filing, in order."""
    return list(filing.materials.filter(applicable=True).order_by("position"))


def failures_on_site(filing: Filing) -> list[str]:
    """What was found on site each time the facility did not pass, the oldest first."""
    failed = filing.visits.filter(passed=False).exclude(findings="").order_by("id")
    return list(failed.values_list("findings", flat=True))
