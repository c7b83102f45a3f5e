"""U50: the law names roles, the place says which office plays them."""

from datetime import date

import pytest
from django.test import Client

from accounts.enums import DepartmentKind, Role
from policy.enums import EntityKind
from policy.queries.offices import RoleLine, roles_in
from tests.cast import BINJIANG, GANZHOU, OUHAI, ZHANGGONG, Cast
from tests.frontend.markup import faults

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 7)
K = DepartmentKind


def line(region: int, kind: DepartmentKind) -> RoleLine:
    return next(each for each in roles_in(region, TODAY) if each.kind == kind)


def test_u50_in_binjiang_the_health_authority_is_the_social_development_bureau(cast: Cast) -> None:
    office = cast.department(BINJIANG, K.HEALTH, "滨江区社会发展局")
    found = line(BINJIANG, K.HEALTH)

    assert found.named is not None and "社会发展局" in found.named.name_zh
    assert found.departments == (office,) and not found.missing


def test_who_registers_follows_the_place(cast: Cast) -> None:
    assert EntityKind.SOCIAL_SERVICE_ORG in line(ZHANGGONG, K.ADMIN_APPROVAL).registers
    assert line(ZHANGGONG, K.CIVIL_AFFAIRS).registers == ()
    assert EntityKind.SOCIAL_SERVICE_ORG in line(OUHAI, K.CIVIL_AFFAIRS).registers


def test_an_office_above_serves_where_there_is_none(cast: Cast) -> None:
    city = cast.department(GANZHOU, K.MARKET)
    found = line(ZHANGGONG, K.MARKET)

    assert found.above == city and not found.departments and not found.missing


def test_a_role_that_filing_needs_and_nobody_plays_is_missing(cast: Cast) -> None:
    assert line(ZHANGGONG, K.HEALTH).missing and line(ZHANGGONG, K.ADMIN_APPROVAL).missing
    assert not line(ZHANGGONG, K.TAX).missing


def test_the_page_shows_the_own_region_and_below(cast: Cast, client: Client) -> None:
    admin = cast.official(GANZHOU, K.HEALTH, Role.ADMIN)
    cast.department(ZHANGGONG, K.ADMIN_APPROVAL, "章贡区行政审批局")
    cast.department(OUHAI, K.HEALTH, "瓯海区卫生健康局")
    client.force_login(cast.user(admin.username))
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        page = client.get(f"/policy/offices/?in={ZHANGGONG}").content.decode()
        assert "章贡区行政审批局" in page and faults(page) == []

    foreign = client.get(f"/policy/offices/?in={OUHAI}").content.decode()
    assert "瓯海区卫生健康局" not in foreign
