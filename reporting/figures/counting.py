"""What every facility and every division adds to which measure on which day, straight from the rows: one statement.

A stock is a span of days with an amount: it adds the amount on its first day and takes it away on the day after its last. So
what changes with the calendar alone (a certificate runs out, a duty falls overdue) is known beforehand. Days that lie ahead
are counted when they come.
"""

from dataclasses import dataclass

from facilities.enums import FILED_STATES
from policy.enums import EntityKind
from reporting.enums import Measure as M

#: The duties whose punctuality is told, by the two measures of each.
ON_TIME = {
    "registration_push": (M.PUSH_DUE, M.PUSH_ON_TIME),
    "filing": (M.FILING_DUE, M.FILING_ON_TIME),
    "filing_receipt": (M.RECEIPT_DUE, M.RECEIPT_ON_TIME),
    "noncompliance_notice": (M.NOTICE_DUE, M.NOTICE_ON_TIME),
}
FINDING_COUNTS = ("OPEN", "REPORTED", "CLOSED")


@dataclass(frozen=True)
class Subjects:
    """Which rows are counted: `facility` and `division` are conditions on an alias {a}; a facility's own id is {id}."""

    facility: str
    division: str


NAMED = Subjects("{a}.{id} = ANY(%(facilities)s)", "{a}.region_id = ANY(%(divisions)s)")
OF_PROVINCE = Subjects("{a}.province = %(province)s", "{a}.province = %(province)s")


#: The aliases of the statement.
_ALIASES = "bceglfopqrsvx"


def _quoted(words: object) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))  # type: ignore[call-overload]


def facts_sql(subjects: Subjects) -> str:
    """SELECT region_id, facility_id, measure, day, amount: nothing twice, no amount of zero; facility_id 0 is the division."""
    names = {alias: "id" if alias == "f" else "facility_id" for alias in _ALIASES}
    return _FACTS.format(
        own={a: subjects.facility.format(a=a, id=name) for a, name in names.items()},
        division={a: subjects.division.format(a=a) for a in names},
        filed=_quoted(FILED_STATES),
        counted=_quoted(FINDING_COUNTS),
        on_time=_quoted(ON_TIME),
        duties=" ".join(f"WHEN '{rule}' THEN {due:d}" for rule, (due, _on_time) in ON_TIME.items()),
        public=EntityKind.PUBLIC_INSTITUTION.value,
        kindergarten=EntityKind.KINDERGARTEN_CLASS.value,
        **{measure.name: int(measure) for measure in M},
    )


_FACTS = """
WITH phase AS (
    SELECT p.region_id, p.facility_id, daterange(p.since, lead(p.since) OVER w) AS days, p.since, p.state, p.places,
        CASE WHEN lag(p.state) OVER w = 'REGISTERED' THEN 0 ELSE coalesce(lag(p.places) OVER w, 0) END AS before,
        min(p.since) FILTER (WHERE p.state IN ({filed})) OVER (PARTITION BY p.facility_id) AS first
    FROM facilities_facilityphase p WHERE {own[p]} WINDOW w AS (PARTITION BY p.facility_id ORDER BY p.since)
), filed AS (
    SELECT f.region_id, f.id AS facility_id, f.entity_kind = '{public}' AS public,
        f.entity_kind = '{kindergarten}' OR f.provision_mode = 'KINDERGARTEN' AS kindergarten,
        range_agg(p.days) AS days
    FROM phase p JOIN facilities_facility f ON f.id = p.facility_id WHERE p.state IN ({filed})
    GROUP BY f.region_id, f.id, f.entity_kind, f.provision_mode
), recognised AS (
    SELECT r.facility_id, range_agg(daterange(r.valid_from, least(r.valid_to + 1, r.withdrawn_from))) AS days
    FROM facilities_universalrecognition r
    WHERE {own[r]} AND r.valid_from < coalesce(r.withdrawn_from, r.valid_to + 1) GROUP BY r.facility_id
), carer AS (
    SELECT e.facility_id, e.member_id, range_agg(daterange(e.starts_on, e.ends_on, '[]')) AS days
    FROM staff_employment e WHERE {own[e]} AND e.role = 'CAREGIVER' GROUP BY e.facility_id, e.member_id
), certificate AS (
    SELECT c.member_id, range_agg(daterange(c.issued_on, c.valid_to, '[]')) AS days FROM staff_proof c
    WHERE {own[c]} AND c.kind = 'CARE_QUALIFICATION' AND c.withdrawn_at IS NULL
        AND (c.valid_to IS NULL OR c.valid_to >= c.issued_on)
    GROUP BY c.member_id
), public_days AS (
    SELECT p.region_id, p.facility_id, p.state, f.entity_kind,
        daterange(p.since, lead(p.since) OVER (PARTITION BY p.facility_id ORDER BY p.since)) AS days
    FROM facilities_facilityphase p JOIN facilities_facility f ON f.id = p.facility_id
    WHERE {division[p]} AND p.region_id <> p.district
), span AS (
    SELECT region_id, id AS facility_id, {REGISTERED} AS measure, daterange(registered_on, ended_on) AS days, 1::bigint AS amount
    FROM facilities_facility f WHERE {own[f]} AND registered_on < coalesce(ended_on, 'infinity')
    UNION ALL SELECT region_id, facility_id, {FILED}, unnest(days), 1 FROM filed
    UNION ALL SELECT region_id, facility_id, {PLACES}, days, places FROM phase WHERE state IN ({filed})
    UNION ALL SELECT f.region_id, f.facility_id, {UNIVERSAL}, unnest(f.days * r.days), 1 FROM filed f JOIN recognised r USING (facility_id)
    UNION ALL SELECT p.region_id, p.facility_id, {UNIVERSAL_PLACES}, unnest(datemultirange(p.days) * r.days), p.places
    FROM phase p JOIN recognised r USING (facility_id) WHERE p.state IN ({filed})
    UNION ALL SELECT region_id, facility_id, {PUBLIC}, unnest(days), 1 FROM filed WHERE public
    UNION ALL SELECT f.region_id, f.facility_id, {PUBLIC_UNIVERSAL}, unnest(f.days * r.days), 1
    FROM filed f JOIN recognised r USING (facility_id) WHERE f.public
    UNION ALL SELECT region_id, facility_id, {KINDERGARTENS}, unnest(days), 1 FROM filed WHERE kindergarten
    UNION ALL SELECT f.region_id, f.facility_id, {CHILDREN}, unnest(f.days * datemultirange(daterange(e.starts_on, e.ends_on, '[]'))), 1
    FROM filed f JOIN facilities_enrolment e USING (facility_id)
    UNION ALL SELECT f.region_id, f.facility_id, {CAREGIVERS}, unnest(f.days * e.days), 1 FROM filed f JOIN carer e USING (facility_id)
    UNION ALL SELECT f.region_id, f.facility_id, {CERTIFIED}, unnest(f.days * e.days * c.days), 1
    FROM filed f JOIN carer e USING (facility_id) JOIN certificate c USING (member_id)
    UNION ALL SELECT region_id, facility_id, {RATIO_BREACHES}, daterange(found_on, cleared_on), 1
    FROM facilities_breach b WHERE {own[b]} AND rule LIKE 'R-RATIO-%%' AND found_on < coalesce(cleared_on, 'infinity')
    UNION ALL SELECT region_id, facility_id, {BREACHES}, daterange(found_on, cleared_on), 1
    FROM facilities_breach b WHERE {own[b]} AND severity <> 'ADVICE' AND found_on < coalesce(cleared_on, 'infinity')
    UNION ALL SELECT region_id, facility_id, {FINDINGS}, daterange(ordered_on, closed_on), 1
    FROM inspections_finding x WHERE {own[x]} AND state IN ({counted}) AND ordered_on < coalesce(closed_on, 'infinity')
    UNION ALL SELECT region_id, facility_id, {LATE_FINDINGS}, daterange(due_on + 1, closed_on), 1
    FROM inspections_finding x WHERE {own[x]} AND state IN ({counted}) AND due_on + 1 < coalesce(closed_on, 'infinity')
    UNION ALL SELECT region_id, coalesce(facility_id, 0), {OVERDUE}, daterange(due_on + 1, settled_on), 1
    FROM obligations_obligation o
    WHERE ({own[o]} OR (facility_id IS NULL AND {division[o]})) AND due_on + 1 < coalesce(settled_on, 'infinity')
    UNION ALL SELECT region_id, 0, {SERVED_STREETS}, unnest(range_agg(days)), 1 FROM public_days
    WHERE state IN ({filed}) GROUP BY region_id
    UNION ALL SELECT region_id, 0, {COVERED_STREETS}, unnest(range_agg(days)), 1 FROM public_days
    WHERE state IN ({filed}) AND entity_kind = '{public}' GROUP BY region_id
    UNION ALL SELECT region_id, 0, {STATIONS}, daterange(accepted_on, closed_on), 1 FROM facilities_growthstation g
    WHERE {division[g]} AND accepted_on < coalesce(closed_on, 'infinity')
), duty AS (
    SELECT region_id, coalesce(facility_id, 0) AS facility_id, CASE rule {duties} END AS measure, status, due_on, settled_on
    FROM obligations_obligation o WHERE ({own[o]} OR (facility_id IS NULL AND {division[o]}))
        AND rule IN ({on_time}) AND due_status = 'FIRM' AND status IN ('OPEN', 'MET', 'MET_LATE')
), fact AS (
    SELECT region_id, facility_id, measure, lower(days) AS day, amount FROM span WHERE NOT isempty(days)
    UNION ALL SELECT region_id, facility_id, measure, upper(days), -amount FROM span WHERE NOT isempty(days) AND NOT upper_inf(days)
    UNION ALL SELECT region_id, facility_id, {FILINGS}, since, 1 FROM phase WHERE since = first
    UNION ALL SELECT region_id, facility_id, {NEW_PLACES}, since, greatest(places - before, 0) FROM phase WHERE state IN ({filed})
    UNION ALL SELECT region_id, facility_id, measure, CASE WHEN status = 'MET' THEN settled_on ELSE due_on + 1 END, 1 FROM duty
    UNION ALL SELECT region_id, facility_id, measure + 1, settled_on, 1 FROM duty WHERE status = 'MET'
    UNION ALL SELECT region_id, facility_id, {INSPECTIONS}, visited_on, 1 FROM inspections_visit v
    WHERE {own[v]} AND kind <> 'SELF_CHECK' AND state IN ('TO_SIGN', 'DONE')
    UNION ALL SELECT region_id, facility_id, {RECTIFIED_DUE}, CASE WHEN closed_on <= due_on THEN closed_on ELSE due_on + 1 END, 1
    FROM inspections_finding x WHERE {own[x]} AND state IN ({counted})
    UNION ALL SELECT region_id, facility_id, {RECTIFIED_ON_TIME}, closed_on, 1
    FROM inspections_finding x WHERE {own[x]} AND state = 'CLOSED' AND closed_on <= due_on
    UNION ALL SELECT region_id, 0, {COMPLAINTS}, received_on, 1 FROM inspections_complaint q WHERE {division[q]}
    UNION ALL SELECT region_id, 0, {COMPLAINTS_ANSWERED}, answered_on, 1 FROM inspections_complaint q
    WHERE {division[q]} AND answered_on IS NOT NULL
    UNION ALL SELECT region_id, 0, {CLAIMS}, (submitted_at AT TIME ZONE 'Asia/Shanghai')::date, 1 FROM subsidies_subsidyclaim s
    WHERE {division[s]} AND submitted_at IS NOT NULL AND NOT simulated AND corrects_id IS NULL AND state NOT IN ('DRAFT', 'WITHDRAWN')
    UNION ALL SELECT region_id, 0, kind, (answered_at AT TIME ZONE 'Asia/Shanghai')::date, CASE kind WHEN {PAYMENTS} THEN 1 ELSE net END
    FROM subsidies_batchline l CROSS JOIN (VALUES ({PAYMENTS}), ({PAID})) k (kind)
    WHERE {division[l]} AND result = 'PAID' AND answered_at IS NOT NULL
)
SELECT region_id, facility_id, measure::smallint AS measure, day, sum(amount)::bigint AS amount FROM fact
GROUP BY region_id, facility_id, measure, day HAVING sum(amount) <> 0
"""
