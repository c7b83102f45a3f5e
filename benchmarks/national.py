"""Data of national size: 120,000 facilities spread unevenly over the real districts (performance.md 8).

Rows are made by set-based SQL in the nation scope: 120,000 verbs would measure the verbs.
"""

import os

from django.db import connection

from facilities.queries.search import COMMON
from regions.owner import as_owner
from regions.scope import nation_scope

FACILITIES = int(os.environ.get("BENCH_FACILITIES", "120000"))
OPEN_DUTIES = 150_000

#: Characters of real nursery names, the frequent ones first, and the roads they stand on.
_BRAND = (
    "小宝星阳光乐童心贝爱天金米果佳花启明蓓蕾晨苗树豆芽优育慧智成长彩虹向日葵摇篮萌欢笑糖奇妙安康福娃亲子家园月亮云朵"
    "春芽禾青田麦穗蒲公英蜻蜓蜗牛蝴蝶蜜蜂熊猫鹿鸣鹤象鲸鱼海贝壳浪沙湾溪泉河江湖山峰松柏竹梅兰菊荷莲桃李杏梨橙柠檬橘枣"
    "栗石榴樱柚枫桐榕椿梧桂芳馨雅静思博文翰墨书诗画音韵歌舞琴棋巧灵玲珑珍珠玉琪瑞祥和顺泰宁悦怡然初见未来世纪东方华新语"
    "伊顿哈佛蒙氏维尼卡比迪多拉可飞跃翔鹰鸽燕雁鸥晴雪霜露雨点滴朝暮夕晚夜空宇宙航辰曦旭昊"
)
_ROAD = (
    "红旗解放人民建设中山长征文清健康赣江兴国滨河和平迎宾学府青年东门西郊南湖北苑新华光明朝阳复兴振兴友谊团结"
)
_DISTRICTS = """
CREATE TEMPORARY TABLE bench_district AS
SELECT id, name, row_number() OVER (ORDER BY md5(id::text)) - 1 AS rank FROM regions_region WHERE level = 'district';
CREATE TEMPORARY TABLE bench_street AS
SELECT s.id, d.name AS district, d.rank, row_number() OVER (PARTITION BY d.rank ORDER BY s.id) - 1 AS place,
       count(*) OVER (PARTITION BY d.rank) AS places
  FROM bench_district d JOIN regions_region s ON s.parent_id = d.id AND s.level = 'street';
CREATE INDEX ON bench_street (rank, place);
"""
_FACILITIES = """
SELECT setseed(0.42);
CREATE TEMPORARY TABLE bench_facility AS
SELECT n, floor((SELECT max(rank) FROM bench_street) * power(random(), 1.5))::bigint AS rank,
       floor(random() * 1000)::int AS pick, random() AS fate,
       date '2026-11-01' - floor(random() * 2500)::int AS day,
       (SELECT string_agg(substr('{brand}', 1 + floor({brands} * power(random(), 1.7))::int, 1), '')
          FROM generate_series(1, 2 + (n % 3) + 0 * n)) AS brand
  FROM generate_series(1, {count}) n;
INSERT INTO facilities_facility (region_id, name, uscc, entity_kind, state, provision_mode, address, head_name, phone, places, meals,
       profile, registered_on, registration_confirmed, filed_on, receipt_number, created_at, version)
SELECT s.id,
       s.district || f.brand || (ARRAY['托育园','托育中心','托育服务有限公司','婴幼儿照护服务中心'])[1 + f.n % 4],
       '91' || lpad((s.id / 1000000)::text, 6, '0') || lpad(f.n::text, 10, '0'),
       (ARRAY['FOR_PROFIT','SOCIAL_SERVICE_ORG','PUBLIC_INSTITUTION'])[1 + (f.n % 10 > 5)::int + (f.n % 10 > 8)::int],
       CASE WHEN f.fate < 0.85 THEN 'FILED_VERIFIED' WHEN f.fate < 0.93 THEN 'REGISTERED' ELSE 'FILED' END, 'MARKET',
       s.district || substr('{road}', 1 + 2 * (f.pick % {roads}), 2) || (ARRAY['路','大道','街'])[1 + f.n % 3]
           || ' ' || f.n % 300 || ' 号',
       '示例·负责人', '', 20 + f.n % 130, 'OWN', '{{}}', f.day, true,
       CASE WHEN f.fate < 0.85 OR f.fate >= 0.93 THEN f.day + 20 END, '', now(), 1
  FROM bench_facility f
  JOIN LATERAL (SELECT b.id, b.district FROM bench_street b WHERE b.rank = f.rank ORDER BY b.place OFFSET f.pick % GREATEST(
       (SELECT max(places) FROM bench_street WHERE rank = f.rank), 1) LIMIT 1) s ON true;
"""
#: What each facility was on a past day: registered, filed with its places twenty days later, verified fifteen days after that.
_PHASES = """
INSERT INTO facilities_facilityphase (region_id, facility_id, since, state, places)
SELECT region_id, id, registered_on, 'REGISTERED', 0 FROM facilities_facility
 UNION ALL SELECT region_id, id, filed_on, 'FILED', places FROM facilities_facility WHERE filed_on IS NOT NULL
 UNION ALL SELECT region_id, id, filed_on + 15, 'FILED_VERIFIED', places FROM facilities_facility WHERE state = 'FILED_VERIFIED'
"""


def fill(count: int = FACILITIES) -> int:
    """Put `count` facilities into an empty database and gather statistics; the number that arrived."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_DISTRICTS)
        words = {"brand": _BRAND, "brands": len(_BRAND), "road": _ROAD, "roads": len(_ROAD) // 2}
        cursor.execute(_FACILITIES.format(count=count, **words))
        cursor.execute("SELECT count(*) FROM facilities_facility")
        arrived: int = cursor.fetchone()[0]
    gather_statistics()
    return arrived


def fill_phases() -> None:
    """What every facility was from which day on, for the figures."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_PHASES)


def gather_statistics() -> None:
    """Only the owner of a table may; a server's autovacuum does it by itself."""
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("ANALYZE")


_SEARCH = """
INSERT INTO facilities_facilitysearch (facility_id, region_id, marks)
SELECT f.id, f.region_id, array_agg(DISTINCT mark ORDER BY mark)
  FROM facilities_facility f
 CROSS JOIN LATERAL (
    SELECT (ascii(pair)::bigint * 65599 + ascii(substr(pair, 2))) %% 2147483647 AS mark
      FROM unnest(ARRAY[lower(f.name), lower(replace(f.address, ' ', ''))]) said
     CROSS JOIN LATERAL generate_series(1, length(said) - 1) i CROSS JOIN LATERAL substr(said, i, 2) pair
     WHERE NOT pair = ANY (%s)
     UNION ALL SELECT (2 * 65599 + ascii(f.name)) %% 2147483647
     UNION ALL SELECT -place / 1000 FROM unnest(ARRAY[f.region_id, f.district, f.city, f.province]) place) found
 GROUP BY 1, 2
"""


def fill_search() -> None:
    """What every facility is found by, as facilities.workflow writes it."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_SEARCH, [sorted(COMMON)])
    gather_statistics()
