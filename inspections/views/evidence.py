"""Files that come with a form: each is judged; one that is refused refuses the form in words."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from accounts.access import ActorRequest
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.models import Facility
from inspections.errors import Refused
from inspections.models import DutyPeriod


def stored(request: ActorRequest, facility: Facility, uploads: Sequence[UploadedFile]) -> list[StoredFile]:
    """The files of a report. Raises Refused with what is wrong with the first one that is not accepted."""
    purpose = Purpose.RECTIFICATION if request.actor.is_operator else Purpose.INSPECTION
    return _judged(request, purpose, facility, uploads)


def one_of_duty(request: ActorRequest, duty: DutyPeriod, upload: UploadedFile | None) -> StoredFile | None:
    """The paper of an act, or None. Raises Refused with what is wrong with it."""
    if upload is None:
        return None
    file = receive_upload(
        by=request.actor, purpose=Purpose.DUTY_ACT, upload=upload, facility=duty.facility, region=duty.region
    )
    if not file.usable:
        answer = file.verdict
        raise Refused(answer.reason, code=answer.code, field="file", remedy=answer.remedy)
    return file


def stored_for_rating(
    request: ActorRequest, facility: Facility, uploads: Sequence[UploadedFile]
) -> list[StoredFile]:
    """The proofs of an item of a rating. Raises Refused with what is wrong with the first one that is not accepted."""
    return _judged(request, Purpose.RATING, facility, uploads)


def _judged(
    request: ActorRequest, purpose: Purpose, facility: Facility, uploads: Sequence[UploadedFile]
) -> list[StoredFile]:
    files = []
    for upload in uploads:
        file = receive_upload(by=request.actor, purpose=purpose, upload=upload, facility=facility)
        if not file.usable:
            answer = file.verdict
            raise Refused(answer.reason, code=answer.code, field="files", remedy=answer.remedy)
        files.append(file)
    return files
