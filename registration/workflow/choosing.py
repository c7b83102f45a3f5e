"""Handing in what the staff list has already."""

from collections.abc import Collection

from django.db import transaction

from accounts.actors import Actor
from registration.models import Filing, FilingFile
from registration.workflow.drafting import attach
from staff.models import Proof

#: The material that proves the qualification of the staff (M3).
STAFF_MATERIAL = "M3"


@transaction.atomic
def attach_proofs(*, by: Actor, filing_id: int, proof_ids: Collection[int]) -> int:
    """The files of some proofs become files of the material on staff; those handed in already stay once. How many.

    Raises as `attach`, Proof.DoesNotExist for a proof of another facility, without a file or withdrawn.
    """
    filing = Filing.objects.only("id", "facility_id").get(pk=filing_id)
    rows = Proof.objects.filter(
        facility_id=filing.facility_id, withdrawn_at__isnull=True, file__isnull=False
    ).select_related("file")
    found = list(rows.filter(pk__in=proof_ids).order_by("id"))
    if len(found) < len(set(proof_ids)):
        raise Proof.DoesNotExist
    here = FilingFile.objects.filter(material__filing_id=filing_id, removed_at=None)
    given = set(here.filter(material__code=STAFF_MATERIAL).values_list("file_id", flat=True))
    files = {row.file_id: row.file for row in found if row.file_id not in given}
    for file in files.values():
        assert file is not None
        attach(by=by, filing_id=filing_id, code=STAFF_MATERIAL, file=file)
    return len(files)
