"""What an authority accepts of a facility meets the bans once more: since it was handed in, somebody may have been banned."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.errors import DomainError
from facilities.models import Facility
from kernel import clock
from staff.errors import Blocked
from staff.queries.matching import Block, blocks
from staff.queries.people import people_of
from staff.workflow.checks import note_attempt


class BlockedStaff(Blocked):
    """Somebody on the staff is blocked. `met` is for the trail: the authorities read it, the facility does not."""

    def __init__(self, facility: Facility, found: Sequence[tuple[str, Block]]) -> None:
        words = _("%(name)s is blocked. Contact %(authority)s.")
        said = [words % {"name": name, "authority": block.authority} for name, block in found]
        DomainError.__init__(
            self, " ".join(dict.fromkeys(said)), remedy=_("Whoever is blocked may not be on the staff.")
        )
        self.facility, self.met = facility, [block for _name, block in found]


def refuse_blocked_staff(facility: Facility) -> None:
    """Raise BlockedStaff unless everybody who works at a facility or will may work with children where it lies (CN-S4).

    By number and name together, across all places; not by what earlier checks left behind. Three statements.
    """
    today = clock.today()
    people = list(people_of(facility.pk, today).order_by("name", "id"))
    pairs = {bytes(member.number_digest): bytes(member.name_digest) for member in people}
    found = blocks(pairs.items(), facility.region_id, today)
    if found:
        named = ((member.name, found.get(bytes(member.number_digest))) for member in people)
        raise BlockedStaff(facility, [(name, block) for name, block in named if block is not None])


@contextmanager
def attempts_noted(*, by: Actor, attempt: str) -> Iterator[None]:
    """What is refused inside for somebody blocked goes on the trails of the place and of each authority.

    Around the transaction of a verb, which takes back what it wrote.
    """
    try:
        yield
    except BlockedStaff as error:
        here = Facility.objects.values_list("region_id", flat=True).get(pk=error.facility.pk)
        for block in error.met:
            note_attempt(
                by,
                attempt,
                places=(here, block.region_id),
                facility_id=error.facility.pk,
                authority=block.authority,
                cause={block.kind: block.id},
            )
        raise
