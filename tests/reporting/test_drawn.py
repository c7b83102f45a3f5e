"""A dashboard is drawn once for the same figures, and never shows old ones, or what another reader may see."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.enums import DepartmentKind, Role
from kernel import clock
from regions.models import Region
from reporting.figures.presentation import drawn
from reporting.figures.workflow.entering import enter
from reporting.figures.workflow.folding import fold
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.reporting.test_dashboard import filed, number, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_drawn() -> Iterator[None]:
    drawn.forget()
    yield
    drawn.forget()


def bodies() -> list[str]:
    return [str(each.text) for each in drawn._kept.values()]


def test_the_same_figures_are_drawn_once_and_new_ones_at_once(cast: Cast) -> None:
    filed(cast, places=45)
    fold()
    assert number(shown(cast.officer), "places", ZHANGGONG) == 45
    (first,) = drawn._kept.values()
    assert number(shown(cast.officer), "places", ZHANGGONG) == 45
    assert list(drawn._kept.values()) == [first] and next(iter(drawn._kept.values())) is first
    filed(cast, places=60)
    fold()
    assert number(shown(cast.officer), "places", ZHANGGONG) == 105
    assert next(iter(drawn._kept.values())) is not first


def test_a_body_that_was_drawn_before_says_how_fresh_it_is_now(cast: Cast) -> None:
    filed(cast)
    fold()
    shown(cast.officer)
    (first,) = drawn._kept.values()
    later = clock.now() + timedelta(minutes=7)
    with clock.frozen(later):
        fold()
        page = shown(cast.officer)
    (second,) = drawn._kept.values()
    assert second is first and page.count(f"{later:%H:%M}") > 1 and drawn.AS_OF_MARK not in page


def test_what_is_entered_shows_at_once(cast: Cast) -> None:
    filed(cast, places=45)
    fold()
    assert "÷ 712,345" not in shown(cast.officer)
    with as_actor(cast.officer):
        enter(
            by=cast.officer,
            region=Region.objects.get(pk=ZHANGGONG),
            kind="POPULATION",
            key="residents",
            year=clock.today().year,
            value=Decimal(712_345),
            document="统计公报",
        )
    assert "÷ 712,345" in shown(cast.officer)


def test_readers_with_other_rights_get_a_page_of_their_own(cast: Cast) -> None:
    filed(cast)
    fold()
    assert "rows/places" in shown(cast.officer)
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    assert "rows/places" not in shown(admin)
    assert "rows/places" in shown(cast.officer) and len(bodies()) == 2


def test_another_day_is_another_page_and_no_page_names_its_reader(cast: Cast) -> None:
    shown(cast.officer)
    with clock.frozen(clock.today() + timedelta(days=1)):
        shown(cast.officer)
    assert len(bodies()) == 2
    assert not any(cast.officer.name in body or cast.officer.username in body for body in bodies())


def test_only_so_many_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_MOST", 2)
    for period in ("2026", "2025", "2024", "2026"):
        shown(cast.officer, period=period)
    assert [key[0].period.text for key in drawn._kept] == ["2024", "2026"]  # type: ignore[index]
