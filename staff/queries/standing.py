"""Who counts on a day, set-based: one statement for a facility or for a million people (rules/counting.py in SQL)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from facilities.models import Facility
from kernel.arrays import array
from regions.codes import NATION
from staff.enums import ProofKind
from staff.queries.law import counted_proofs


class Standing(NamedTuple):
    """One employment on a day. `reasons` say why the person does not count, as Reason.key does; empty: counts.

    `class_group_id`, `education` and `managed_years` are what the setting standards ask about.
    """

    facility_id: int
    member_id: int
    employment_id: int
    role: str
    engagement: str
    class_group_id: int | None
    education: str
    managed_years: int | None
    reasons: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return not self.reasons


def standings(facility_ids: Collection[int], on: date) -> list[Standing]:
    """Everybody employed on a day at facilities of the scope, with what keeps them from counting. By facility and id.

    One statement for each set of demands; the places of today ask all for the same.
    """
    regions = Facility.objects.filter(pk__in=list(facility_ids)).values_list("id", "region_id")
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for facility_id, region_id in regions:
        groups[counted_proofs(region_id, on)].append(facility_id)
    found: list[Standing] = []
    for kinds, ids in groups.items():
        statement, values = standing_sql(on, kinds=kinds, facilities=ids)
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} ORDER BY facility_id, employment_id", values)
            found += [Standing._make((*row[:8], tuple(row[8]))) for row in cursor.fetchall()]
    return found


def countable(facility_ids: Collection[int], on: date) -> list[Standing]:
    """Those who count: employed, present, with valid proofs and clear records, not suspended and not banned."""
    return [each for each in standings(facility_ids, on) if each.counts]


def standing_sql(
    on: date,
    *,
    kinds: Sequence[str] | None = None,
    facilities: Sequence[int] | None = None,
    also: Mapping[str, str] | None = None,
    hours: Collection[str] = (),
) -> tuple[str, list[Any]]:
    """The statement behind `standings` and its values, to stand as a subquery in a larger one.

    Columns as the fields of Standing; `reasons` is text[]. Without `facilities` it reads the whole scope;
    `kinds` are then the proofs that the nation asks of everyone. For each entry of `also`, a name and a kind of proof,
    there is a column more that tells whether the person holds a valid one; for the name in `hours` another,
    `name_hours`, the most hours of those. The proofs are read once, whatever is asked of them.
    """
    asked, more = list(counted_proofs(NATION, on) if kinds is None else kinds), dict(also or {})
    held = "AND facility_id = ANY(%s::bigint[])" if facilities is not None else ""
    chosen: list[Any] = [array(facilities)] if facilities is not None else []
    proofs, reasons, sound = [], [], ["a.kinds IS NULL"]
    proof_values, reason_values, sound_values = list[Any](), list[Any](), list[Any]()
    for index, kind in enumerate(asked):
        checked = kind == ProofKind.RECORD_CHECK
        proofs.append((_HELD + (_HIT if checked else "")).format(n=index))
        proof_values += [kind] * (2 if checked else 1)
        reasons.append((_FOUND if checked else _JUDGED).format(n=index))
        reason_values += [f"MISSING:{kind}", *([f"HIT:{kind}"] if checked else ()), on, f"EXPIRED:{kind}"]
        sound.append((_SOUND + (_CLEAR if checked else "")).format(n=index))
        sound_values.append(on)
    for name, kind in more.items():
        proofs.append(_ALSO.format(name=name))
        proof_values += [kind, on]
        if name in hours:
            proofs.append(_HOURS.format(name=name))
            proof_values += [kind, on]
    words = {
        "held": held,
        "employed": " ".join(held.replace("facility_id", f"{table}.facility_id") for table in "em"),
        "proofs": "".join(f", {text}" for text in proofs),
        "reasons": "".join(f", {text}" for text in reasons),
        "sound": " AND ".join(sound),
        "also": "".join(f", coalesce(h.{name}, false) AS {name}" for name in more)
        + "".join(f", h.{name}_hours" for name in hours),
    }
    away_values = [on, on, on, *chosen]
    proof_values += [[*asked, *more.values()], on, *chosen]
    values = [*away_values, *proof_values, *sound_values, *reason_values, on, on, *chosen, *chosen]
    return _STANDING.format(**words), values


_HELD = "max(coalesce(valid_to, 'infinity'::date)) FILTER (WHERE kind = %s) AS until{n}"
#: The last check decides whether a record was found: day, number and result in one integer, the largest wins.
_HIT = """,
        max(((issued_on - date '1970-01-01')::bigint << 41) + (id << 1) + (result = 'HIT')::int)
            FILTER (WHERE kind = %s) & 1 AS hit{n}"""
_ALSO = "bool_or(true) FILTER (WHERE kind = %s AND (valid_to IS NULL OR valid_to >= %s)) AS {name}"
_HOURS = "max(hours) FILTER (WHERE kind = %s AND (valid_to IS NULL OR valid_to >= %s)) AS {name}_hours"
_JUDGED = "CASE WHEN h.until{n} IS NULL THEN %s WHEN h.until{n} < %s THEN %s END"
_FOUND = "CASE WHEN h.until{n} IS NULL THEN %s WHEN h.hit{n} = 1 THEN %s WHEN h.until{n} < %s THEN %s END"
_SOUND, _CLEAR = "h.until{n} >= %s", " AND h.hit{n} = 0"
#: Nearly everybody counts, and is told apart before reasons are put together.
_STANDING = """
WITH away AS (
    SELECT member_id, array_agg(DISTINCT kind::text ORDER BY kind::text) AS kinds FROM staff_absence
    WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s) AND (lifted_on IS NULL OR lifted_on > %s) {held}
    GROUP BY member_id
), held AS (
    SELECT member_id{proofs}
    FROM staff_proof WHERE kind = ANY(%s) AND withdrawn_at IS NULL AND issued_on <= %s {held}
    GROUP BY member_id
), standing AS (
    SELECT e.facility_id, e.member_id, e.id AS employment_id, e.role, e.engagement, e.class_group_id, m.education,
        m.managed_years, CASE WHEN {sound} THEN '{{}}' ELSE
            array_remove(coalesce(a.kinds, '{{}}') || ARRAY[NULL::text{reasons}], NULL) END AS reasons{also}
    FROM staff_employment e JOIN staff_staffmember m ON m.id = e.member_id
    LEFT JOIN away a ON a.member_id = e.member_id
    LEFT JOIN held h ON h.member_id = e.member_id
    WHERE e.starts_on <= %s AND (e.ends_on IS NULL OR e.ends_on >= %s) {employed}
) SELECT * FROM standing
"""
