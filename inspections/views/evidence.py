"""Files that come with a form: each is judged; one that is refused refuses the form in words."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from accounts.access import ActorRequest
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.models import Facility
from inspections.errors import Refused


def stored(request: ActorRequest, facility: Facility, uploads: Sequence[UploadedFile]) -> list[StoredFile]:
    """The files of a report. Raises Refused with what is wrong with the first one that is not accepted."""
    purpose = Purpose.RECTIFICATION if request.actor.is_operator else Purpose.INSPECTION
    files = []
    for upload in uploads:
        file = receive_upload(by=request.actor, purpose=purpose, upload=upload, facility=facility)
        if not file.usable:
            answer = file.verdict
            raise Refused(answer.reason, code=answer.code, field="files", remedy=answer.remedy)
        files.append(file)
    return files
