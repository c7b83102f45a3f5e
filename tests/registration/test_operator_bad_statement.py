"""Bad input of those who file before the push came: answered beside the field, nothing typed lost."""

from typing import Any

import pytest

from facilities.models import Facility
from regions.models import RegionAlias
from regions.scope import nation_scope
from registration.models import Filing
from tests.cast import JIEFANG_STREET, Cast, uscc
from tests.pages import signed_in
from tests.registration.operator_pages import beside, value

pytestmark = pytest.mark.django_db

FIRST = {
    "entity_kind": "FOR_PROFIT",
    "name": "示例·春芽托育园",
    "approved_on": "2026-04-28",
    "region": str(JIEFANG_STREET),
    "address": "示例路 20 号",
    "business_scope": "托育服务",
    "head_name": "示例·孙悦",
    "phone": "13800000000",
}


def page(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"))
    return str(answer.content.decode())


class TestStatingARegistration:
    """The page of those who file before the push came."""

    @pytest.fixture
    def founder(self, cast: Cast) -> Any:
        cast.officer  # noqa: B018
        cast.registrar  # noqa: B018
        return signed_in(cast.actor(cast.user("founder")))

    def state(self, founder: Any, **changed: str) -> Any:
        return founder.post("/operator/file-first/", {**FIRST, "uscc": uscc(), **changed})

    @pytest.mark.parametrize("code", ["999999999999", "", "abc", "0", "360702000000", "-1", "1" * 400, "０"])
    def test_an_unknown_or_imprecise_place_is_refused_beside_the_choice(
        self, founder: Any, code: str
    ) -> None:
        source = page(self.state(founder, region=code))
        assert "街道" in beside(source, "region")
        assert value(source, "name") == FIRST["name"] and value(source, "address") == FIRST["address"]

    def test_a_retired_code_is_refused_and_the_division_of_today_named(self, founder: Any) -> None:
        alias = RegionAlias.objects.exclude(code=0).select_related("region").order_by("code").first()
        assert alias is not None
        source = page(self.state(founder, region=str(alias.code)))
        assert alias.region.name in beside(source, "region")
        assert value(source, "name") == FIRST["name"]

    @pytest.mark.parametrize(
        "day", ["0001-01-01", "9999-12-31", "2026-02-30", "2026-05-08", "", "昨天", "1" * 500]
    )
    def test_an_impossible_day_is_refused_beside_its_field(self, founder: Any, day: str) -> None:
        source = page(self.state(founder, approved_on=day))
        assert beside(source, "approved_on")
        assert value(source, "name") == FIRST["name"]
        assert value(source, "approved_on") == day

    @pytest.mark.parametrize("wrong", ["91360702MADEM00007", "9136", "91360702MAI0000001", "Ω" * 18, ""])
    def test_a_wrong_credit_code_is_refused_beside_its_field_and_shown_again(
        self, founder: Any, wrong: str
    ) -> None:
        source = page(self.state(founder, uscc=wrong))
        assert beside(source, "uscc") and value(source, "uscc") == wrong

    def test_a_name_with_rare_characters_is_kept_as_it_is(self, founder: Any) -> None:
        answer = self.state(founder, name="示例·𠮷田㙘托育园")
        assert answer.status_code == 302
        with nation_scope(reason="a test looks"):
            assert Facility.objects.filter(name="示例·𠮷田㙘托育园").exists()

    def test_marks_that_turn_the_writing_around_are_left_out(self, founder: Any) -> None:
        assert self.state(founder, name="示例\u202e·春芽\u200f托育园").status_code == 302
        with nation_scope(reason="a test looks"):
            assert Facility.objects.filter(name="示例·春芽托育园").exists()

    @pytest.mark.parametrize("bad", ["示例\x00托育园", "长" * 10_000])
    def test_a_name_that_cannot_be_is_refused_beside_its_field(self, founder: Any, bad: str) -> None:
        source = page(self.state(founder, name=bad))
        assert beside(source, "name") and "\x00" not in source
        assert value(source, "name") == bad.replace("\x00", "")
        assert value(source, "address") == FIRST["address"]

    def test_pressing_twice_states_one_facility(self, founder: Any) -> None:
        code = uscc()
        first, second = self.state(founder, uscc=code), self.state(founder, uscc=code)
        assert first.status_code == second.status_code == 302
        assert first.headers["Location"] == second.headers["Location"]
        with nation_scope(reason="a test looks"):
            assert Facility.objects.filter(uscc=code).count() == 1
            assert Filing.objects.filter(facility__uscc=code).count() == 1

    def test_the_code_of_somebody_else_is_refused_with_the_way_on(self, cast: Cast, founder: Any) -> None:
        known = cast.facility()
        words = beside(page(self.state(founder, uscc=known.uscc)), "uscc")
        assert "已经有了" in words and "邀请" in words
