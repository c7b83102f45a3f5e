"""Answers from phones: each is saved by itself; twice, late or out of order does no harm; two people are told of each other."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.permissions import NOT_GRANTED
from documents.enums import Purpose
from documents.workflow import receive_upload
from inspections.enums import InspectionKind
from inspections.errors import AnswerConflict, Refused
from inspections.models import Visit, VisitAnswer, VisitItem, VisitParty, VisitPhoto
from inspections.permissions import may_answer
from inspections.queries import law
from inspections.rules.answers import Unfit, judge
from inspections.tables import VISIT
from inspections.workflow.basis import locked_visit, now_or_before, on_trail, short_enough
from kernel import clock

#: Pictures of one item; more belong into a paper of their own.
MOST_PHOTOS = 9
_UNFIT = {
    "NOT_A_NUMBER": _("Give a whole number."),
    "NOT_A_CHOICE": _("Choose one of the answers."),
    "NOT_AN_ANSWER": _("Choose meets, does not meet or not applicable."),
}


@dataclass(frozen=True)
class Said:
    """One answer as a phone sends it. `key` is its own, `sequence` counts the answers of a `device`; `base` is the version
    of the item that the person saw."""

    code: str
    key: str
    device: str
    sequence: int
    base: int
    answer: str = ""
    value: str = ""
    note: str = ""
    limit_days: int | None = None
    at: datetime | None = None


@transaction.atomic
def answer_item(*, by: Actor, visit_id: int, said: Said) -> VisitItem:
    """Save one answer and return the item as it stands.

    The same key again changes nothing. An older answer of the same phone is kept beside and does not stand. Raises
    AnswerConflict when somebody else answered what this person had not seen, Refused for an answer the item does not
    admit, NotAllowed for the item of another department.
    """
    visit = locked_visit(by, visit_id)
    _check_key(said)
    item: VisitItem = VisitItem.objects.select_for_update(of=("self",)).get(visit=visit, code=said.code)
    if VisitAnswer.objects.filter(visit=visit, key=said.key).exists():
        return item
    step = VISIT.target("answer", visit.state)
    _check_mine(by, visit, item)
    kept = _judged(visit, item, said)
    taken = not (item.device == kept.device and kept.sequence <= item.sequence)
    if taken and _collides(by, item, kept):
        raise _conflict(item)
    _keep(by, visit, item, kept, taken)
    if taken:
        on_trail(by, step.event, visit, item=item.code, answer=item.answer)
    return item


@transaction.atomic
def add_photo(
    *, by: Actor, visit_id: int, code: str, upload: UploadedFile, key: str, taken_at: datetime | None = None
) -> VisitPhoto:
    """Keep a picture of an item with the time at which it was taken. The same key again is the same picture.

    Raises Refused with the words of the file's refusal (too large, no picture), NotAllowed.
    """
    visit = locked_visit(by, visit_id)
    known = VisitPhoto.objects.filter(visit=visit, key=key).first()
    if known is not None:
        return known
    step = VISIT.target("photograph", visit.state)
    item: VisitItem = VisitItem.objects.get(visit=visit, code=code)
    _check_mine(by, visit, item)
    if VisitPhoto.objects.filter(item=item).count() >= MOST_PHOTOS:
        raise Refused(_("An item takes at most %(n)s pictures.") % {"n": MOST_PHOTOS}, code="TOO_MANY_PHOTOS")
    purpose = Purpose.SELF_CHECK if visit.kind == InspectionKind.SELF_CHECK else Purpose.INSPECTION
    file = receive_upload(by=by, purpose=purpose, upload=upload, facility=visit.facility, slot=code[:20])
    if not file.usable:
        answer = file.verdict
        raise Refused(answer.reason, code=answer.code, field="file", remedy=answer.remedy)
    photo = VisitPhoto.objects.create(
        region_id=visit.region_id,
        facility_id=visit.facility_id,
        visit=visit,
        item=item,
        file=file,
        key=key[:80],
        taken_at=now_or_before(taken_at),
        taken_by_id=by.user_id,
    )
    on_trail(by, step.event, visit, item=code, file=file.pk)
    return photo


def _check_key(said: Said) -> None:
    for name in ("key", "device"):
        text = getattr(said, name)
        if not text or len(text) > (80 if name == "key" else 40) or not text.isprintable():
            raise Refused(_("The phone did not say which answer this is."), code="KEY", field=name)


def _check_mine(by: Actor, visit: Visit, item: VisitItem) -> None:
    if visit.kind == InspectionKind.SELF_CHECK:
        return
    parties = VisitParty.objects.filter(visit=visit).values_list("department__kind", flat=True)
    lead = by.department_id == visit.office_id or by.department_id is None
    if not may_answer(by, item.office_kind, lead=lead, kinds=set(parties)):
        raise NotAllowed(
            replace(NOT_GRANTED, reason=_("This item belongs to another department."), remedy="")
        )


def _judged(visit: Visit, item: VisitItem, said: Said) -> Said:
    try:
        found = judge(item.asked, said.answer, said.value)
    except Unfit as error:
        raise Refused(_UNFIT[str(error)], code=str(error), field="answer") from None
    most = law.number(visit.region_id, law.LIMIT, "most_days", clock.today()) or 60
    days = item.limit_days if said.limit_days is None else said.limit_days
    if days is not None and not 1 <= days <= most:
        raise Refused(
            _("Give between 1 and %(most)s working days.") % {"most": most}, code="LIMIT", field="limit_days"
        )
    note = short_enough(said.note.strip(), field="note", most=1000)
    return replace(said, answer=found.answer, value=found.value, note=note, limit_days=days)


def _collides(by: Actor, item: VisitItem, said: Said) -> bool:
    """Somebody else's answer stands that this phone had not seen, and says something else."""
    if item.version == said.base or item.device in ("", said.device):
        return False
    return (item.answer, item.value, item.note) != (said.answer, said.value, said.note)


def _conflict(item: VisitItem) -> AnswerConflict:
    return AnswerConflict(
        _("%(who)s answered this item meanwhile.") % {"who": item.answered_by or ""},
        remedy=_("Compare both answers, then keep yours or take theirs."),
        item=item,
    )


def _keep(by: Actor, visit: Visit, item: VisitItem, said: Said, taken: bool) -> None:
    at = now_or_before(said.at)
    VisitAnswer.objects.create(
        region_id=visit.region_id,
        facility_id=visit.facility_id,
        visit=visit,
        item=item,
        key=said.key,
        device=said.device,
        sequence=said.sequence,
        answer=said.answer,
        value=said.value,
        note=said.note,
        taken=taken,
        said_at=at,
        said_by_id=by.user_id,
        received_at=clock.now(),
    )
    if not taken:
        return
    item.answer, item.value, item.note, item.limit_days = said.answer, said.value, said.note, said.limit_days
    item.device, item.sequence, item.answered_at, item.answered_by_id = (
        said.device, said.sequence, at, by.user_id,
    )  # fmt: skip
    item.version += 1
    item.save()
