"""The statements that carry what was counted into the sums of a division and of everything above it."""

from reporting.enums import Measure
from reporting.figures.counting import NAMED, OF_PROVINCE, facts_sql

_COLUMNS = ", ".join(measure.column for measure in Measure)
_SUMS = ", ".join(
    f"coalesce(sum(amount) FILTER (WHERE measure = {measure:d}), 0) AS {measure.column}"
    for measure in Measure
)
_ADDED = ", ".join(f"{m.column} = sums.{m.column} + excluded.{m.column}" for m in Measure)
#: Everything above a division and itself, each once: its level columns follow from the number.
_ABOVE = """CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY[0::bigint, c.region_id / 10000000000 * 10000000000,
        c.region_id / 100000000 * 100000000, c.region_id / 1000000 * 1000000, c.region_id]) AS place) above"""
_PERIODS = """CROSS JOIN LATERAL (VALUES (0), (extract(year FROM c.day)::int),
        (extract(year FROM c.day)::int * 100 + extract(month FROM c.day)::int)) span (period)"""
_ARRAYS = """array_agg(measure ORDER BY measure, day) AS measures, array_agg(day ORDER BY measure, day) AS days,
        array_agg(amount ORDER BY measure, day) AS amounts, min(day) FILTER (WHERE day > %(today)s) AS next_on"""
_ADD = f"""
INSERT INTO reporting_regionfigure AS sums (region_id, period, {_COLUMNS})
SELECT place, period, {_SUMS} FROM change c {_ABOVE} {_PERIODS} GROUP BY place, period
ON CONFLICT (region_id, period) DO UPDATE SET {_ADDED}
"""

#: For statements over a whole province: what a CTE will bring cannot be guessed, and one loop inside another would take hours.
SETTINGS = """SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)"""

TAKE = """
WITH taken AS (
    DELETE FROM reporting_figuretouch WHERE id IN (SELECT id FROM reporting_figuretouch ORDER BY id LIMIT %(most)s)
    RETURNING region_id, facility_id, division
) SELECT array_agg(DISTINCT region_id) FILTER (WHERE division), array_agg(DISTINCT facility_id) FILTER (WHERE facility_id <> 0),
    count(*) FROM taken
"""

#: A day has come: what the sheets say of it is added.
ADVANCE = f"""
WITH due AS (
    UPDATE reporting_figuresheet s SET next_on = (SELECT min(day) FROM unnest(s.days) day WHERE day > %(today)s)
    WHERE next_on <= %(today)s RETURNING region_id, measures, days, amounts
), change AS (
    SELECT region_id, u.measure, u.day, u.amount FROM due, unnest(measures, days, amounts) AS u (measure, day, amount)
    WHERE u.day > %(folded)s AND u.day <= %(today)s
) {_ADD}
"""

#: Facilities and divisions that were touched are counted anew; what differs from their sheets is added.
FOLD = f"""
WITH fresh AS MATERIALIZED ({facts_sql(NAMED)}
), asked AS (
    SELECT region_id, facility_id, measures, days, amounts FROM reporting_figuresheet
    WHERE facility_id = ANY(%(facilities)s) OR (facility_id = 0 AND region_id = ANY(%(divisions)s))
), change AS (
    SELECT region_id, measure, day, sum(amount) AS amount FROM (
        SELECT region_id, measure, day, amount FROM fresh
        UNION ALL SELECT region_id, u.measure, u.day, -u.amount FROM asked, unnest(measures, days, amounts) AS u (measure, day, amount)
    ) both_ways WHERE day <= %(today)s GROUP BY region_id, measure, day HAVING sum(amount) <> 0
), gone AS (
    DELETE FROM reporting_figuresheet s
    WHERE (facility_id = ANY(%(facilities)s) OR (facility_id = 0 AND region_id = ANY(%(divisions)s)))
        AND NOT EXISTS (SELECT FROM fresh f WHERE f.facility_id = s.facility_id AND f.region_id = s.region_id)
), written AS (
    INSERT INTO reporting_figuresheet (region_id, facility_id, measures, days, amounts, next_on)
    SELECT region_id, facility_id, {_ARRAYS} FROM fresh GROUP BY region_id, facility_id
    ON CONFLICT (facility_id, region_id) DO UPDATE SET measures = excluded.measures, days = excluded.days,
        amounts = excluded.amounts, next_on = excluded.next_on
) {_ADD}
"""

#: The sheets of a province from its rows, where they differ; returns how many did.
SHEETS = f"""
WITH fresh AS MATERIALIZED (
    SELECT region_id, facility_id, {_ARRAYS} FROM ({facts_sql(OF_PROVINCE)}) counted GROUP BY region_id, facility_id
), gone AS (
    DELETE FROM reporting_figuresheet s WHERE s.province = %(province)s
        AND NOT EXISTS (SELECT FROM fresh f WHERE f.facility_id = s.facility_id AND f.region_id = s.region_id) RETURNING 1
), written AS (
    INSERT INTO reporting_figuresheet AS sheet (region_id, facility_id, measures, days, amounts, next_on)
    SELECT region_id, facility_id, measures, days, amounts, next_on FROM fresh
    ON CONFLICT (facility_id, region_id) DO UPDATE SET measures = excluded.measures, days = excluded.days,
        amounts = excluded.amounts, next_on = excluded.next_on
    WHERE (sheet.measures, sheet.days, sheet.amounts, sheet.next_on)
        IS DISTINCT FROM (excluded.measures, excluded.days, excluded.amounts, excluded.next_on) RETURNING 1
) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""

_OTHERS = f"""
, gone AS (
    DELETE FROM reporting_regionfigure s WHERE {{mine}}
        AND NOT EXISTS (SELECT FROM summed f WHERE f.place = s.region_id AND f.period = s.period)
        AND ({_COLUMNS}) IS DISTINCT FROM ({", ".join("0" for _m in Measure)}) RETURNING 1
), written AS (
    INSERT INTO reporting_regionfigure AS sums (region_id, period, {_COLUMNS})
    SELECT place, period, {_COLUMNS} FROM summed
    ON CONFLICT (region_id, period) DO UPDATE SET {", ".join(f"{m.column} = excluded.{m.column}" for m in Measure)}
    WHERE ({", ".join(f"sums.{m.column}" for m in Measure)}) IS DISTINCT FROM ({", ".join(f"excluded.{m.column}" for m in Measure)})
    RETURNING 1
) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""

_MONTHLY = ", ".join(
    f"coalesce(sum(u.amount) FILTER (WHERE u.measure = {m:d}), 0)::bigint AS {m.column}" for m in Measure
)
#: The sums of a province and all below it from the sheets, where they differ; returns how many did. Summed by division and
#: month first: that is little, and only that is carried upwards.
FIGURES = f"""
WITH monthly AS MATERIALIZED (
    SELECT region_id, extract(year FROM u.day)::int AS year, extract(month FROM u.day)::int AS month, {_MONTHLY}
    FROM reporting_figuresheet, unnest(measures, days, amounts) AS u (measure, day, amount)
    WHERE province = %(province)s AND u.day <= %(today)s GROUP BY 1, 2, 3
), summed AS (
    SELECT place, period, {", ".join(f"sum({m.column})::bigint AS {m.column}" for m in Measure)} FROM monthly c {_ABOVE}
    CROSS JOIN LATERAL (VALUES (0), (c.year), (c.year * 100 + c.month)) span (period)
    WHERE place <> 0 GROUP BY place, period
) {_OTHERS.format(mine="s.region_id BETWEEN %(province)s AND %(province)s + 9999999999")}
"""

#: The nation's sums from those of the provinces, where they differ; returns how many did.
NATION = f"""
WITH summed AS (
    SELECT 0::bigint AS place, period, {", ".join(f"sum({m.column})::bigint AS {m.column}" for m in Measure)}
    FROM reporting_regionfigure WHERE region_id = province AND region_id <> 0 GROUP BY period
) {_OTHERS.format(mine="s.region_id = 0")}
"""
