"""Loading the divisions. They are shared ground: no tenant, so no scope and no tenant's audit trail."""

from django.db import transaction

from regions.divisions import aliased, divisions
from regions.models import Region, RegionAlias

_FACTS = ("name", "name_en", "level", "parent", "kind", "full_name")


@transaction.atomic
def load_divisions() -> tuple[int, int]:
    """Store every division and alias of the vendored data; (divisions, aliases). Running it again changes nothing.

    A division that vanished from the data stays: rows may hang on it. It becomes an alias by hand.
    """
    rows = [
        Region(
            id=d.id,
            name=d.name,
            name_en=d.name_en,
            level=d.level,
            parent_id=d.parent,
            kind=d.kind,
            full_name=d.full_name,
        )
        for d in divisions()
    ]
    Region.objects.bulk_create(
        rows, batch_size=5000, update_conflicts=True, update_fields=_FACTS, unique_fields=["id"]
    )
    aliases = [
        RegionAlias(code=a.code, name=a.name, region_id=a.region, retired_in=a.retired_in, note=a.note)
        for a in aliased()
    ]
    RegionAlias.objects.bulk_create(
        aliases,
        update_conflicts=True,
        update_fields=("name", "region", "retired_in", "note"),
        unique_fields=["code"],
    )
    return len(rows), len(aliases)
