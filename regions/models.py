"""Administrative divisions, and the abstract row that belongs to one of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import BigIntegerField, F, GeneratedField, Value
from django.db.models.functions import Mod
from django.utils.translation import gettext_lazy as _

from regions.codes import STEPS, level_of
from regions.enums import Level, RegionKind
from regions.managers import ScopedManager
from regions.walls import RowWall, SameTenant


class Region(models.Model):
    """One division. `id` is its 12-digit code as a number (0 = the nation) and the tenant key of every row."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.SmallIntegerField(choices=RegionKind.choices, default=RegionKind.STATUTORY)
    full_name = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["level", "id"], name="region_level")]

    def __str__(self) -> str:
        return self.name


class RegionAlias(models.Model):
    """A retired or foreign code that papers still carry, and the division it stands for today."""

    code = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="aliases")
    retired_in = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.code} → {self.region_id}"


def level_column(level: Level) -> GeneratedField:
    """The ancestor's code at a level, computed by the database so that it can never disagree with the region."""
    return GeneratedField(
        db_persist=True,
        output_field=BigIntegerField(),
        expression=F("region") - Mod(F("region"), Value(STEPS[level]), output_field=BigIntegerField()),
    )


class Scoped(models.Model):
    """A row of a tenant. Subclasses state their RowWall and SameTenant constraints in Meta; a check enforces it."""

    #: The field that ties the row to a facility, None when it belongs to a region only.
    facility_field: ClassVar[str | None] = None

    region = models.ForeignKey(Region, models.PROTECT, db_index=False, related_name="+")
    province = level_column(Level.PROVINCE)
    city = level_column(Level.CITY)
    district = level_column(Level.DISTRICT)

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def facility_column(cls) -> str | None:
        if cls.facility_field is None:
            return None
        return str(cls._meta.get_field(cls.facility_field).column)  # type: ignore[union-attr]

    @property
    def level(self) -> Level:
        return level_of(self.region_id)


def level_indexes(prefix: str, *sort: str) -> list[models.Index]:
    """One index per level for a table that officers list, plus one for the nation; `sort` is the list's order."""
    columns: list[tuple[str, list[str]]] = [
        (name, [name, *sort]) for name in ("province", "city", "district", "region")
    ]
    columns.append(("nation", list(sort)))
    return [models.Index(fields=fields, name=f"{prefix}_{name[:4]}") for name, fields in columns]


def walls(prefix: str, *, facility: str | None = None, parents: tuple[str, ...] = ()) -> list[Any]:
    """The constraints of a protected table: its row wall and a same-tenant key for each parent."""
    column = facility if facility in (None, "id") or str(facility).endswith("_id") else f"{facility}_id"
    keys = [SameTenant(name=f"{prefix}_{fk}_tenant", fk=fk, version=1) for fk in parents]
    return [RowWall(name=f"{prefix}_wall", facility=column, version=1), *keys]
