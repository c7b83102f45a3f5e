"""How facilities live, for everybody to read: classes and free places, prices, form, recognition. Set-based.

The projection holds numbers and words of the law, nothing about a person. `inspections.workflow.publishing` rings for
it after a change and every hour, and adds what inspections found.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from kernel import clock


def project_life(facility_ids: Sequence[int], on: date) -> int:
    """Rewrite how these facilities live in the public projection, where it differs. One statement; how many changed.

    The caller's scope reaches the facilities.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LIFE, {"ids": list(facility_ids), "on": on, "now": clock.now()})
        return int(cursor.rowcount)


_LIFE = """
WITH wanted AS (
    SELECT f.id, f.entity_kind, f.provision_mode FROM facilities_facility f
     WHERE f.id = ANY(%(ids)s) AND EXISTS (SELECT 1 FROM facilities_publicfacility p WHERE p.facility_id = f.id)
), enrolled AS (
    SELECT e.class_group_id, count(*) AS n FROM facilities_enrolment e
     WHERE e.facility_id = ANY(%(ids)s) AND e.starts_on <= %(on)s AND (e.ends_on IS NULL OR e.ends_on >= %(on)s) GROUP BY 1
), classes AS (
    SELECT c.facility_id, c.kind, c.care_mode, sum(c.places) AS places,
           sum(greatest(c.places - coalesce(enrolled.n, 0), 0)) AS free
      FROM facilities_classgroup c LEFT JOIN enrolled ON enrolled.class_group_id = c.id
     WHERE c.facility_id = ANY(%(ids)s) AND c.opened_on <= %(on)s AND (c.closed_on IS NULL OR c.closed_on > %(on)s)
     GROUP BY 1, 2, 3
), grouped AS (
    SELECT facility_id, sum(free) AS free,
           jsonb_agg(jsonb_build_object('kind', kind, 'care', care_mode, 'places', places, 'free', free)
                     ORDER BY kind, care_mode) AS classes,
           array_agg('band:' || kind) || array_agg('care:' || care_mode) AS tags
      FROM classes GROUP BY 1
), priced AS (
    SELECT t.facility_id,
           jsonb_agg(jsonb_build_object('item', t.item, 'care', t.care_mode, 'unit', t.unit, 'amount', t.amount)
                     ORDER BY t.item, t.care_mode, t.unit, t.amount) AS prices,
           min(t.amount) FILTER (WHERE t.item = 'CARE' AND t.unit = 'MONTH') AS price_from
      FROM facilities_fee t
     WHERE t.facility_id = ANY(%(ids)s) AND t.valid_from <= %(on)s AND (t.valid_to IS NULL OR t.valid_to >= %(on)s)
     GROUP BY 1
), recognised AS (
    SELECT DISTINCT r.facility_id FROM facilities_universalrecognition r
     WHERE r.facility_id = ANY(%(ids)s) AND r.valid_from <= %(on)s AND r.valid_to >= %(on)s
       AND (r.withdrawn_from IS NULL OR r.withdrawn_from > %(on)s)
), life AS (
    SELECT w.id, w.entity_kind, w.provision_mode, recognised.facility_id IS NOT NULL AS universal,
           coalesce(grouped.classes, '[]'::jsonb) AS classes, coalesce(priced.prices, '[]'::jsonb) AS prices,
           priced.price_from, grouped.free AS free_places,
           ARRAY(SELECT DISTINCT tag FROM unnest(
                 coalesce(grouped.tags, '{}'::text[])
                 || CASE WHEN w.provision_mode <> '' THEN ARRAY['form:' || w.provision_mode] ELSE '{}'::text[] END
                 || CASE WHEN recognised.facility_id IS NOT NULL THEN ARRAY['universal'] ELSE '{}'::text[] END
                 || CASE WHEN w.entity_kind = 'PUBLIC_INSTITUTION' THEN ARRAY['public'] ELSE '{}'::text[] END
                 || CASE WHEN grouped.free > 0 THEN ARRAY['free'] ELSE '{}'::text[] END) AS tag ORDER BY tag) AS tags
      FROM wanted w LEFT JOIN grouped ON grouped.facility_id = w.id LEFT JOIN priced ON priced.facility_id = w.id
      LEFT JOIN recognised ON recognised.facility_id = w.id
)
UPDATE facilities_publicfacility p
   SET entity_kind = life.entity_kind, provision_mode = life.provision_mode, universal = life.universal,
       classes = life.classes, prices = life.prices, price_from = life.price_from, free_places = life.free_places,
       tags = life.tags, updated_at = %(now)s
  FROM life
 WHERE p.facility_id = life.id
   AND (p.entity_kind, p.provision_mode, p.universal, p.classes, p.prices, p.price_from, p.free_places, p.tags::text[])
       IS DISTINCT FROM (life.entity_kind, life.provision_mode, life.universal, life.classes, life.prices,
                         life.price_from, life.free_places, life.tags)
"""
