"""Files that come with a form of staff: accepted, or refused beside their field."""

from documents.models import StoredFile
from staff.errors import Refused


def accepted(file: StoredFile, field: str) -> StoredFile:
    """The file, or a refusal beside its field with what to do."""
    if not file.usable:
        answer = file.verdict
        raise Refused(answer.reason, code=answer.code, field=field, remedy=answer.remedy)
    return file
