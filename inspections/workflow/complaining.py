"""What the public does: complain, say more, object to the answer. In nobody's name, by the code alone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import system_actor
from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import department_for, members
from audit.personal.fields import blind
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.queries.public import known_facility
from inspections.enums import ComplaintCategory, ComplaintState
from inspections.errors import Refused, TooMany
from inspections.models import Complaint, ComplaintFile, ComplaintStep
from inspections.queries import law
from inspections.queries.complaining import by_code, recent
from inspections.rules.codes import code_from, normal
from inspections.tables import COMPLAINT
from inspections.workflow.basis import save
from inspections.workflow.handling import ABUSE, ANSWER, TRIAGE, note, owe
from kernel import clock
from messaging.workflow import tell
from regions.codes import ancestor, level_of
from regions.enums import Level
from regions.models import Region
from regions.queries import division
from regions.scope import acting_in

#: Whoever complains has no account and leaves no name.
SOMEBODY = system_actor("A member of the public")
MOST_PICTURES = 6
#: In one hour; technical limits against floods, no clause. Reports that a child was hurt are counted apart.
PER_FACILITY, PER_DISTRICT, SPAN = 20, 200, timedelta(hours=1)
#: How often somebody may add to one complaint.
MOST_ADDITIONS = 10


@dataclass(frozen=True)
class Complained:
    """What somebody typed. `facility_id` from the public list, or `place` (division) and `named` for one not in it.

    `key` is the form's own random text: the same form sent twice is one complaint with one code.
    """

    category: str
    text: str
    facility_id: int | None = None
    place: int | None = None
    named: str = ""
    about: str = ""
    contact: str = ""
    key: str = ""


@dataclass(frozen=True)
class Received:
    """`code` is told once and kept nowhere."""

    complaint: Complaint
    code: str


@transaction.atomic
def complain(*, said: Complained, pictures: Sequence[UploadedFile] = ()) -> Received:
    """Somebody complains. The county owes an answer; a report that a child was hurt is owed the same day.

    Raises Refused beside the field at fault, TooMany in a flood.
    """
    made = blind(said.key if len(said.key) >= 16 else secrets.token_urlsafe(24), purpose="complaint-key")
    code = code_from(made)
    if (before := by_code(code)) is not None:
        return Received(before, code)
    region, facility_id, name = _meant(said)
    with acting_in(region, reason="a complaint of the public is received where the facility lies"):
        office = department_for(region, (DepartmentKind.HEALTH,))
        if office is None:
            raise Refused(_("No health authority of this place takes complaints here yet."), field="place")
        _refuse_flood(region, facility_id, urgent=said.category == ComplaintCategory.ABUSE)
        files = _kept(region, pictures)
        row = _written(said, region, facility_id, name, office, code)
        ComplaintFile.objects.bulk_create(
            ComplaintFile(region_id=region, complaint=row, file=file) for file in files
        )
        step = COMPLAINT.target("complain", "")
        note(SOMEBODY, row, step.event, pictures=len(files), urgent=row.urgent)
        _owed(row)
    return Received(row, code)


@transaction.atomic
def add_to_complaint(*, code: str, text: str, objecting: bool = False) -> Complaint:
    """The complainant says more, or objects to the answer: then the county owes another one.

    Raises Complaint.DoesNotExist for an unknown code, Refused, IllegalTransition where it is too late.
    """
    found = by_code(code)
    if found is None:
        raise Complaint.DoesNotExist
    told = _typed(text, "text", 2000, _("Say what you want to add."))
    with acting_in(found.region_id, reason="the complainant adds to the complaint, known by its code"):
        row: Complaint = (
            Complaint.objects.select_for_update(of=("self",)).select_related("office").get(pk=found.pk)
        )
        step = COMPLAINT.target("object" if objecting else "add", row.state)
        last = ComplaintStep.objects.filter(complaint=row, told=True).order_by("-id").first()
        if last is not None and last.event == step.event and last.text == told:
            return row  # the same form sent twice
        if objecting:
            _object(row, ComplaintState(step.target))
        elif ComplaintStep.objects.filter(complaint=row, event=step.event).count() >= MOST_ADDITIONS:
            raise TooMany(_("You have added enough: the office reads all of it."), field="text")
        said = note(SOMEBODY, row, step.event, told, told=True)
        tell(event=step.event, subject=row, key=f"said:{said.pk}", to=_desk(row), facility_id=None, facts={})
    return row


def _object(row: Complaint, state: ComplaintState) -> None:
    today = clock.today()
    most = law.number(row.region_id, law.COMPLAINT, "most_objections", today) or 0
    if row.objections >= most or row.object_until is None or row.object_until < today:
        raise Refused(
            _("The time for an objection has passed."),
            field="text",
            remedy=_("You may complain anew, or turn to the level above."),
        )
    values: dict[str, Any] = {"objections": row.objections + 1, "object_until": None}
    save(row, state=state, answered_at=None, answered_on=None, answered_by_id=None, result="", **values)
    day = owe(SOMEBODY, row, ANSWER)
    save(row, due_on=day, answer_by=day)


def _meant(said: Complained) -> tuple[int, int | None, str]:
    """The district, and the facility with its name where it is in the public list."""
    if said.facility_id is not None:
        known = known_facility(said.facility_id)
        if known is None:
            raise Refused(
                _("This facility is not in the public list."),
                field="facility",
                remedy=_("Choose it from the list, or describe it below."),
            )
        return ancestor(known.region_id, Level.DISTRICT), known.pk, known.name
    if not said.named.strip():
        raise Refused(_("Say which facility it is: choose it from the list, or describe it."), field="named")
    place = division(said.place or 0)
    if place is None or level_of(place.pk) not in (Level.DISTRICT, Level.STREET):
        raise Refused(_("Choose the district where it lies."), field="place")
    return ancestor(place.pk, Level.DISTRICT), None, ""


def _refuse_flood(region: int, facility_id: int | None, *, urgent: bool) -> None:
    """Counted in the database itself: this holds also when the cache that counts addresses is down."""
    since = clock.now() - SPAN
    full = facility_id is not None and recent(since, urgent=urgent, facility_id=facility_id) >= PER_FACILITY
    if full or recent(since, urgent=urgent) >= PER_DISTRICT:
        raise TooMany(
            _("Very many complaints came in within the last hour. Yours was not taken."),
            remedy=_("What you typed is kept below. Please send it again in an hour."),
        )


def _kept(region: int, pictures: Sequence[UploadedFile]) -> list[StoredFile]:
    """The pictures, without the place where they were taken. Raises Refused with what is wrong with the first bad one."""
    if len(pictures) > MOST_PICTURES:
        raise Refused(_("At most %(n)s pictures.") % {"n": MOST_PICTURES}, field="pictures")
    place, files = Region.objects.get(pk=region), []
    for upload in pictures:
        file = receive_upload(by=SOMEBODY, purpose=Purpose.COMPLAINT, upload=upload, region=place)
        if file.refusal:
            raise Refused(file.verdict.reason, code=file.verdict.code, field="pictures", remedy=file.verdict.remedy)  # fmt: skip
        files.append(file)
    return files


def _written(
    said: Complained, region: int, facility_id: int | None, name: str, office: Department, code: str
) -> Complaint:
    if said.category not in ComplaintCategory.values:
        raise Refused(_("Choose what it is about."), field="category")
    now, urgent = clock.now(), said.category == ComplaintCategory.ABUSE
    row: Complaint = Complaint.objects.create(
        region_id=region,
        facility_id=facility_id,
        facility_name=name,
        named=_typed(said.named, "named", 300),
        category=said.category,
        text=_typed(said.text, "text", 4000, _("Say what happened.")),
        about=_typed(said.about, "about", 100),
        contact=_typed(said.contact, "contact", 100),
        code_digest=blind(normal(code), purpose="complaint-code"),
        state=ComplaintState.RECEIVED,
        office=office,
        received_at=now,
        received_on=now.date(),
        urgent=urgent,
    )
    return row


def _owed(row: Complaint) -> None:
    answer_by = owe(SOMEBODY, row, ANSWER)
    next_day = owe(SOMEBODY, row, ABUSE if row.urgent else TRIAGE)
    save(row, due_on=next_day or answer_by, answer_by=answer_by)
    if row.urgent:
        tell(event="complaint.abuse", subject=row, key="abuse", to=_desk(row), facility_id=None, facts={})


def _desk(row: Complaint) -> set[int]:
    """Whoever handles it: the person who has it, else the whole office."""
    desk = {user for user, _name in members(row.office_id)}
    return {row.assignee_id} if row.assignee_id in desk else desk  # type: ignore[return-value]


def _typed(text: str, field: str, most: int, missing: Any = "") -> str:
    kept = text.strip()
    if missing and not kept:
        raise Refused(missing, code="MISSING", field=field)
    if len(kept) > most:
        words = _("At most %(most)s characters; these are %(n)s.") % {"most": most, "n": len(kept)}
        raise Refused(words, code="TOO_LONG", field=field)
    return kept
