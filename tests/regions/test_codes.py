"""Division codes: ancestors by arithmetic, retired codes, zones, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions import queries
from regions.codes import ancestor, contains, level_of, lineage, parse, short
from regions.enums import Level
from regions.models import Region
from tests.cast import GANZHOU, JIANGXI, JIEFANG_STREET, ZHANGGONG


def test_a_street_knows_its_ancestors_by_its_number() -> None:
    assert lineage(JIEFANG_STREET) == (JIEFANG_STREET, ZHANGGONG, GANZHOU, JIANGXI, 0)
    assert [level_of(code) for code in lineage(JIEFANG_STREET)] == [
        "street",
        "district",
        "city",
        "province",
        "nation",
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("CN", 0), ("36", JIANGXI), ("360702", ZHANGGONG), ("360702001", JIEFANG_STREET)]
)
def test_short_and_long_forms_are_one_code(text: str, code: int) -> None:
    assert parse(text) == code == parse(f"{code:012d}") if code else parse(text) == 0
    assert parse(short(code)) == code


@pytest.mark.parametrize("text", ["", "3607021", "36O702", "-36070", "３６０７０２", "1" * 13])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="division"):
        parse(text)


@given(st.integers(10**11, 10**12 - 1))
def test_every_region_lies_inside_each_of_its_ancestors(code: int) -> None:
    for level in (Level.NATION, Level.PROVINCE, Level.CITY, Level.DISTRICT):
        assert contains(ancestor(code, level), code)


@pytest.mark.django_db
def test_the_divisions_of_the_country_are_there_with_the_five_places() -> None:
    assert 44_000 < Region.objects.count() < 46_000
    assert queries.full_name(330108001000) == "浙江省/杭州市/滨江区/西兴街道"
    assert len(queries.inside(GANZHOU, Level.DISTRICT)) == 20


@pytest.mark.django_db
def test_ganzhous_two_zones_are_divisions_of_the_city_and_of_no_district() -> None:
    zones = [r for r in queries.inside(GANZHOU, Level.DISTRICT) if r.kind == 2]
    assert [z.name for z in zones] == ["赣州经济技术开发区", "赣州蓉江新区"]
    assert not contains(ZHANGGONG, zones[0].pk)


@pytest.mark.django_db
def test_a_retired_code_leads_to_the_division_of_today_and_says_so() -> None:
    found = queries.resolve("360721")
    assert (queries.name(found.code), found.retired_from) == ("赣县区", 360721000000)
    with pytest.raises(queries.UnknownDivision):
        queries.resolve("999999")
