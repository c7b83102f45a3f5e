"""Spreadsheets that were handed in for a facility."""

from documents.enums import Purpose
from documents.models import StoredFile
from facilities.models import Facility
from facilities.queries.facility import facility_here


def sheet_file(file_id: int, purpose: Purpose) -> tuple[StoredFile, Facility]:
    """An uploaded sheet of the scope that can still be read, with its facility.

    Raises StoredFile.DoesNotExist, Facility.DoesNotExist.
    """
    found: StoredFile = StoredFile.objects.get(pk=file_id, purpose=purpose.value)
    if not found.usable or found.facility_id is None:
        raise StoredFile.DoesNotExist
    return found, facility_here(found.facility_id)
