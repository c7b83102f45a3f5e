"""The statements of the planner. Everything that should have been told by today is found by date, never by "since".

A working day has an ordinal, so "the third working day before the due date" is an addition. A duty is at the newest
stage whose day has come; one statement writes the messages of that stage that do not exist yet, so that missed nights,
two runs at once and a clock that went back change nothing.
"""

from messaging.recipients import HELD, WANTED

#: Duties with the newest stage that has come: code, number of the repetition, the day it fell on, how far up.
_STAGED = """
place AS (SELECT ordinal AS today FROM policy_calendarday WHERE day = %(today)s),
counted AS MATERIALIZED (
    SELECT o.id, o.region_id, o.facility_id, o.owner_id, o.owner_kind, o.assignee_id, o.due_on, o.rule, o.urged_count,
           (o.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS opened_on, e.ordinal AS due,
           width_bucket(p.today - e.ordinal, %(days)s::int[]) AS bucket, p.today - e.ordinal AS passed,
           (b.ordinal + e.ordinal) / 2 AS half, e.ordinal - b.ordinal AS term
      FROM obligations_obligation o
     CROSS JOIN place p
      LEFT JOIN policy_calendarday e ON e.day = o.due_on
      LEFT JOIN policy_calendarday b ON b.day = o.trigger_on
     WHERE o.status = 'OPEN'
), staged AS MATERIALIZED (
    SELECT c.id, c.region_id, c.facility_id, c.owner_id, c.owner_kind, c.assignee_id, c.due_on, c.rule, c.urged_count,
           c.opened_on, s.code, s.tier, s.turn,
           CASE WHEN s.at IS NULL THEN c.opened_on ELSE greatest(c.opened_on, d.day) END AS fell_on
      FROM counted c
     CROSS JOIN place p
     CROSS JOIN LATERAL (
        SELECT CASE WHEN c.bucket > 0 AND c.passed >= %(last)s + %(every)s THEN %(every_code)s
                    WHEN c.bucket > 0 THEN (%(codes)s::text[])[c.bucket]
                    WHEN c.term >= %(half_from)s AND p.today >= c.half THEN 'HALF_WAY'
                    ELSE 'OPENED' END AS code,
               CASE WHEN c.bucket > 0 AND c.passed >= %(last)s + %(every)s THEN %(every_tier)s
                    WHEN c.bucket > 0 THEN (%(tiers)s::int[])[c.bucket]
                    WHEN c.term >= %(half_from)s AND p.today >= c.half THEN %(half_tier)s
                    ELSE %(opening_tier)s END AS tier,
               CASE WHEN c.bucket > 0 AND c.passed >= %(last)s + %(every)s THEN (c.passed - %(last)s) / %(every)s
                    ELSE 0 END AS turn,
               CASE WHEN c.bucket > 0 AND c.passed >= %(last)s + %(every)s
                         THEN c.due + %(last)s + (c.passed - %(last)s) / %(every)s * %(every)s
                    WHEN c.bucket > 0 THEN c.due + (%(days)s::int[])[c.bucket]
                    WHEN c.term >= %(half_from)s AND p.today >= c.half THEN c.half END AS at
     ) s
      LEFT JOIN policy_calendarday d ON d.ordinal = s.at AND d.working
)"""

#: Office → the people at its desk: 1 who does the work, 2 its head, 3 the heads of the nearest level above with one.
_DESKS = f"""
held AS MATERIALIZED ({HELD}),
ranked AS (
    SELECT office, CASE WHEN role = 'HEAD' THEN 2 ELSE 1 END AS tier, user_id FROM held
     WHERE role = 'HEAD' OR role = ANY(%(workers)s)
    UNION ALL
    SELECT office, 3, user_id FROM (
        SELECT o.id AS office, h.user_id, rank() OVER (PARTITION BY o.id ORDER BY h.region_id DESC) AS distance
          FROM accounts_department o
          JOIN held h ON h.kind = o.kind AND h.role = 'HEAD' AND h.region_id <> o.region_id
           AND h.region_id IN (0, o.region_id - o.region_id %% 10000000000, o.region_id - o.region_id %% 100000000,
                               o.region_id - o.region_id %% 1000000)
    ) upward WHERE distance = 1
), desk AS MATERIALIZED (
    SELECT office, tier, user_id, min(tier) OVER (PARTITION BY office) AS first FROM ranked
)"""

#: Who is told of each duty at its stage. Where nobody stands on a step, the next one up is told.
_RECIPIENTS = """
operator AS MATERIALIZED ({operators}),
county AS (
    SELECT DISTINCT ON (region_id) region_id, id AS office FROM accounts_department
     WHERE kind = 'HEALTH' AND valid_from <= %(today)s AND coalesce(valid_to, %(today)s) >= %(today)s
     ORDER BY region_id, id
), recipient AS (
    SELECT s.id, k.user_id FROM staged s JOIN desk k ON k.office = s.owner_id
      LEFT JOIN desk a ON a.office = s.owner_id AND a.user_id = s.assignee_id AND a.tier < 3
     WHERE k.tier <= greatest(s.tier, k.first) AND (k.tier > 1 OR a.user_id IS NULL OR k.user_id = a.user_id)
    UNION
    SELECT s.id, a.user_id FROM staged s JOIN desk a ON a.office = s.owner_id AND a.user_id = s.assignee_id AND a.tier < 3
    UNION
    SELECT s.id, p.user_id FROM staged s JOIN operator p ON p.facility_id = s.facility_id WHERE s.owner_id IS NULL
    UNION
    SELECT s.id, k.user_id FROM staged s
      JOIN county c ON c.region_id = s.region_id - s.region_id %% 1000000
      JOIN desk k ON k.office = c.office
     WHERE s.owner_id IS NULL
       AND (s.tier > 1 OR NOT EXISTS (SELECT 1 FROM operator p WHERE p.facility_id = s.facility_id))
       AND k.tier <= greatest(s.tier - 1, k.first)
)"""

#: What was told before. Read once: asked row by row, a table that the planner believes to be empty is walked for each
#: row that this very statement adds to it.
_KNOWN = """
known AS MATERIALIZED (
    SELECT m.subject_id, m.user_id, m.channel, m.key, m."on", m.facts ->> 'due' AS due
      FROM messaging_message m JOIN staged s ON s.id = m.subject_id
     WHERE m.subject_type = 'obligations.obligation' AND m.event = 'duty'
)"""

_PLAN = """
WITH {staged}, {desks}, {recipients}, wanted AS MATERIALIZED ({wanted}), {known}
INSERT INTO messaging_message
       (region_id, facility_id, user_id, channel, event, subject_type, subject_id, key, facts, "on", late, digest,
        created_at, not_before, state, token, tries, receipt, failure)
SELECT s.region_id, s.facility_id, r.user_id, w.channel, 'duty', 'obligations.obligation', s.id,
       s.code || ':' || s.turn || ':' || coalesce(s.due_on::text, ''),
       jsonb_build_object('stage', s.code, 'due', s.due_on), s.fell_on, s.fell_on < %(today)s, w.digest,
       %(now)s, CASE WHEN w.channel = 'NOTICE' THEN %(now)s
                     WHEN s.fell_on < %(today)s OR NOT w.digest THEN greatest(%(now)s, %(from)s)
                     WHEN %(now)s <= %(from)s THEN %(from)s
                     ELSE %(from)s + interval '1 day' END,
       CASE w.channel WHEN 'NOTICE' THEN 'SHOWN' ELSE 'WAITING' END, 0, 0, '', ''
  FROM staged s JOIN recipient r ON r.id = s.id JOIN wanted w ON w.user_id = r.user_id AND w.channel = ANY(%(channels)s)
 WHERE NOT EXISTS (
    SELECT 1 FROM known m
     WHERE m.subject_id = s.id AND m.user_id = r.user_id AND m.channel = w.channel
       AND (m.key = s.code || ':' || s.turn || ':' || coalesce(s.due_on::text, '')
            OR (m."on" > s.fell_on AND m.due IS NOT DISTINCT FROM s.due_on::text)))
ON CONFLICT DO NOTHING
"""

#: What was planned for a date that does not hold any more, for a duty that ended, or for an earlier stage, and was
#: neither read nor handed over, is taken back. What this very scan has written, after `last`, holds: a duty is at one stage.
_LOOSE = """subject_type = 'obligations.obligation' AND event = 'duty'
   AND ((state = 'WAITING' AND begun_at IS NULL AND carried_by IS NULL) OR (state = 'SHOWN' AND read_at IS NULL))"""
WITHDRAW = f"""
WITH loose AS MATERIALIZED (
    SELECT id, subject_id, user_id, channel, facts ->> 'due' AS due FROM messaging_message WHERE id <= %(last)s AND {_LOOSE}
), newest AS MATERIALIZED (
    SELECT n.subject_id, n.user_id, n.channel, max(n.id) AS id
      FROM messaging_message n JOIN (SELECT DISTINCT subject_id FROM loose) l ON l.subject_id = n.subject_id
     WHERE n.subject_type = 'obligations.obligation' AND n.event = 'duty' GROUP BY 1, 2, 3
), past AS MATERIALIZED (
    SELECT l.id FROM loose l
      JOIN newest n ON n.subject_id = l.subject_id AND n.user_id = l.user_id AND n.channel = l.channel
      JOIN obligations_obligation o ON o.id = l.subject_id
     WHERE n.id > l.id OR o.status <> 'OPEN' OR l.due IS DISTINCT FROM o.due_on::text
)
UPDATE messaging_message SET state = 'WITHDRAWN', lease_until = NULL WHERE id IN (SELECT id FROM past) AND {_LOOSE}
"""


def plan_sql(operators: str) -> str:
    """The statement that writes what is missing. `operators`: (facility_id, user_id) of those who act for facilities."""
    return _PLAN.format(
        staged=_STAGED,
        desks=_DESKS,
        recipients=_RECIPIENTS.format(operators=operators),
        wanted=WANTED,
        known=_KNOWN,
    )
