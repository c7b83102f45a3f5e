"""The subsidy programmes of a place. No query once the law is loaded; `law_in_use` answers by the law of a past case."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from policy.errors import UnknownProgramme
from policy.law import TABLE_KINDS, Programme
from policy.queries.loaded import current


def programme(region_id: int, programme_id: str) -> tuple[Programme, ...]:
    """The wordings of a programme in time, oldest first, of the nearest text that has it. Those that can be paid,
    where there are any; else the drafts and promises, to simulate. Raises UnknownProgramme."""
    found = cast(list[Programme], current().candidates(region_id, "programmes", programme_id))
    if not found:
        raise UnknownProgramme(
            _("No programme is called “%(name)s” here.") % {"name": programme_id[:40]},
            field="programme",
            programme=programme_id,
        )
    if len(found) == 1:
        return (found[0],)
    nearest = [each for each in found if each.pack == found[0].pack]
    payable = [each for each in nearest if each.payable]
    return tuple(sorted(payable or nearest, key=lambda each: each.valid_from))


def programmes(region_id: int) -> list[Programme]:
    """Every programme that a text covering the place names, in its newest wording, those of the nearest text first."""
    found = cast(list[Programme], current().everything(region_id, "programmes"))
    return [programme(region_id, name)[-1] for name in dict.fromkeys(each.id for each in found)]


def programme_places() -> list[tuple[str, str, int]]:
    """(pack code, name, division) of every place whose own text has programmes."""
    law = current()
    return [(pack.code, str(pack.name), place) for place, pack in law.packs.items() if pack.of("programmes")]


def open_tables(region_id: int) -> list[Programme]:
    """The programmes of a place whose amounts stand in a table that is entered with a document."""
    return [each for each in programmes(region_id) if each.kind in TABLE_KINDS]
