"""Walking the chains and noting what was found: by night for all of them, and when an auditor asks."""

from collections.abc import Iterable

from audit.models import AuditChain
from audit.queries import first_fault
from audit.workflow import note_check
from jobs.workflow import pause
from regions.scope import nation_scope

CHECK_TASK = "audit.check_chains"
#: More events than this are not walked while a page waits.
AT_ONCE = 20_000


def check_chains(districts: Iterable[int] | None = None) -> None:
    """Walk the chains of some districts, or all, from their first event, and note for each what was found."""
    heads = AuditChain.objects.order_by("district")
    wanted = heads if districts is None else heads.filter(district__in=list(districts))
    numbers = list(wanted.values_list("district", flat=True))
    for done, district in enumerate(numbers):
        pause(done, len(numbers))
        _check(district)


def _check(district: int) -> None:
    with nation_scope(reason="walk an audit chain"):
        fault = first_fault(district)
        read = AuditChain.objects.get(pk=district).sequence  # locked since the walk
    note_check(district=district, sequence=read, fault=fault)
