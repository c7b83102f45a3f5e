"""The public directory and the public page of a facility: a projection kept set-based, filtered, cached, without a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import FacilityRole
from facilities.enums import FacilityState
from facilities.models import Facility, PublicFacility
from facilities.views.sharing import MOST
from facilities.workflow import set_state
from facilities.workflow.classes import state_provision_mode
from facilities.workflow.facility import publish
from facilities.workflow.fees import recognise, state_fee
from inspections.workflow import publish_facilities, publish_facility, verify_rectified
from inspections.workflow.publishing import Ring
from kernel import clock
from regions.scope import nation_scope
from tests.cast import OUHAI, ZHANGGONG, Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.frontend.markup import faults
from tests.inspections.complaining import complained, published, taken_up
from tests.inspections.rating import published as rated
from tests.inspections.visiting import colleague, finished, fresh, reported
from tests.pages import signed_in, text
from tests.staff.people import employed, somebody

DIRECTORY = reverse("public:facilities")


@pytest.fixture(autouse=True)
def nobody_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def nursery(cast: Cast) -> Nursery:
    """A filed facility with two classes, three enrolled children, prices and a recognition."""
    assert cast.officer.department_id
    here = Nursery(cast, name="示例·小橘灯托育园")
    toddlers = here.group("TODDLER", 5)
    here.group("SENIOR", 8, care_mode="HALF_DAY")
    here.filled(toddlers, 3)
    with as_actor(here.manager):
        given: dict[str, Any] = {"facility_id": here.facility.pk, "item": "CARE", "unit": "MONTH"}
        state_fee(by=here.manager, care_mode="FULL_DAY", amount=158_000, valid_from=date(2026, 1, 1), **given)
        state_fee(by=here.manager, care_mode="HALF_DAY", amount=128_050, valid_from=date(2026, 1, 1), **given)
        state_provision_mode(by=here.manager, facility_id=here.facility.pk, mode="COMMUNITY")
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=here.facility.pk).update(
            state="FILED_VERIFIED", filed_on=date(2026, 4, 30), meals="OWN"
        )
        here.facility = Facility.objects.get(pk=here.facility.pk)
        publish(here.facility)
    publish_facility(here.facility.pk)
    return here


def shown(facility: Facility) -> PublicFacility:
    return PublicFacility.objects.get(pk=facility.pk)


def page_of(facility: Facility) -> str:
    return text(Client().get(reverse("public:facility", args=[facility.pk])))


class TestTheProjection:
    def test_it_holds_places_prices_and_form_and_a_second_run_changes_nothing(self, nursery: Nursery) -> None:
        row = shown(nursery.facility)
        assert row.classes == [
            {"kind": "SENIOR", "care": "HALF_DAY", "places": 8, "free": 8},
            {"kind": "TODDLER", "care": "FULL_DAY", "places": 5, "free": 2},
        ]
        assert (row.free_places, row.price_from, row.provision_mode) == (10, 128_050, "COMMUNITY")
        assert {"band:TODDLER", "care:HALF_DAY", "form:COMMUNITY", "free"} <= set(row.tags)
        assert publish_facilities() == 0

    def test_a_change_rings_once_for_the_time_after_the_commit(self, nursery: Nursery) -> None:
        nursery.group("INFANT", 4)
        waiting = [waits[1] for waits in connection.run_on_commit]
        assert waiting.count(Ring(nursery.facility.pk)) == 1
        publish_facility(nursery.facility.pk)
        assert "band:INFANT" in shown(nursery.facility).tags

    def test_inspections_and_rectifications_are_told_in_the_words_of_the_checklist(
        self, cast: Cast, nursery: Nursery
    ) -> None:
        [finding] = finished(cast.officer, nursery.facility, CN_FIRE_2="王老师说灭火器坏了")
        publish_facilities(portion=1)
        row, page = shown(nursery.facility), page_of(nursery.facility)
        assert (row.rectifying, row.visits[0]["findings"]) == (1, 1)
        assert "灭火器在有效期内" in page and "王老师" not in page
        reported(nursery.manager, finding)
        head = colleague(cast)
        with as_actor(head):
            verify_rectified(by=head, finding_id=finding.pk)
        publish_facility(nursery.facility.pk)
        assert "复查通过" in page_of(nursery.facility) and shown(nursery.facility).rectifying == 0
        assert fresh(finding).state == "CLOSED"

    def test_a_published_rating_is_shown_while_it_holds(self, cast: Cast) -> None:
        facility = published(cast, region=330304001000, name="示例·瓯海园")
        rating = rated(cast, cast.operator(facility), facility)
        publish_facility(facility.pk)
        row = shown(facility)
        assert (row.rating_grade, row.rating_valid_until) == (rating.grade, rating.valid_to)
        assert row.rating_scheme and row.rating_scheme in page_of(facility)
        chosen = {"rating": f"{row.rating_scheme}|{row.rating_grade}"}
        assert facility.name in text(Client().get(DIRECTORY, chosen))
        assert rating.valid_to is not None
        with clock.frozen(rating.valid_to + timedelta(days=1)):
            assert row.rating_scheme not in page_of(facility)
            publish_facilities()
            assert shown(facility).rating_grade is None

    def test_universal_recognition_counts_from_its_day(self, cast: Cast, nursery: Nursery) -> None:
        with as_actor(cast.officer):
            recognise(
                by=cast.officer, facility_id=nursery.facility.pk, agreement_number="普惠 2026-1",
                valid_from=date(2026, 5, 7), valid_to=date(2027, 5, 6),
            )  # fmt: skip
        publish_facility(nursery.facility.pk)
        assert shown(nursery.facility).universal


class TestTheDirectory:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, True),
            ({"band": "TODDLER"}, True),
            ({"band": "INFANT"}, False),
            ({"band": ["INFANT", "SENIOR"]}, True),
            ({"care": "HALF_DAY"}, True),
            ({"care": "DROP_IN"}, False),
            ({"form": "COMMUNITY"}, True),
            ({"form": "MARKET"}, False),
            ({"from": "1000", "to": "1300"}, True),
            ({"to": "1200"}, False),
            ({"free": "1"}, True),
            ({"universal": "1"}, False),
            ({"public": "1"}, False),
            ({"rating": "none"}, True),
            ({"rating": "瓯海星级|四星"}, False),
            ({"place": str(ZHANGGONG)}, True),
            ({"place": str(OUHAI)}, False),
            ({"q": "橘灯"}, True),
            ({"q": "没有这家"}, False),
            ({"sort": "price"}, True),
            (
                {
                    "band": "<script>",
                    "from": "x",
                    "sort": "y",
                    "rating": "\x00",
                    "place": "abc",
                    "after": "zz",
                },
                True,
            ),
        ],
    )
    def test_filters_narrow_and_nonsense_counts_as_not_given(
        self, nursery: Nursery, query: dict[str, Any], found: bool
    ) -> None:
        page = text(Client().get(DIRECTORY, query))
        assert (nursery.facility.name in page) == found
        assert faults(page) == []

    def test_the_map_counts_places_and_leads_down_to_the_list(self, nursery: Nursery) -> None:
        page = text(Client().get(DIRECTORY, {"view": "map", "place": "360000000000"}))
        assert "place=360700000000" in page and "ty-place-tile-" in page
        street = text(Client().get(DIRECTORY, {"view": "map", "place": str(ZHANGGONG)}))
        assert (
            f"place={nursery.facility.region_id}" in street
            and "view=map" not in street.split(f"place={nursery.facility.region_id}")[1][:20]
        )
        assert faults(page) == []

    @pytest.mark.parametrize("many", [1, 3])
    def test_the_list_asks_as_often_for_three_as_for_one(
        self, cast: Cast, nursery: Nursery, many: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(many - 1):
            published(cast, name=f"示例·别家{number}托育园")
        client = Client()
        client.get(DIRECTORY)
        with django_assert_num_queries(5):  # savepoint and its end, the page, its grades, its count
            client.get(DIRECTORY)

    def test_pages_follow_by_key(self, cast: Cast, nursery: Nursery) -> None:
        template = shown(nursery.facility)
        rows = [
            PublicFacility(**{**_values(template), "facility_id": 10**9 + n, "name": f"示例·第{n}"})
            for n in range(35)
        ]
        PublicFacility.objects.bulk_create(rows)
        first = text(Client().get(DIRECTORY))
        assert first.count("ty-facility-head") == 30
        after = first.split("after=")[1].split('"')[0]
        assert text(Client().get(DIRECTORY, {"after": after})).count("ty-facility-head") == 6

    def test_a_facility_that_ended_or_never_was_is_in_no_list(self, cast: Cast, nursery: Nursery) -> None:
        with nation_scope(reason="test set-up"):
            set_state(
                by=cast.officer,
                facility=nursery.facility,
                state=FacilityState.REMOVED,
                event="facility.removed",
            )
        assert nursery.facility.name not in text(Client().get(DIRECTORY))
        assert "已不在备案名单" in page_of(nursery.facility)
        assert Client().get(reverse("public:facility", args=[987654321])).status_code == 404


def _values(row: PublicFacility) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class TestWhoReads:
    def test_no_page_shows_anything_of_a_person(self, cast: Cast, nursery: Nursery) -> None:
        facility = nursery.facility
        with nation_scope(reason="test set-up"):
            Facility.objects.filter(pk=facility.pk).update(head_name="示例·钱园长", uscc="91360702MA0000000X")
            row = Facility.objects.get(pk=facility.pk)
            row.phone = "13912345678"
            row.save(update_fields=["phone"])
        employed(nursery.manager, facility, somebody("示例·孙保育"))
        finished(cast.officer, facility, CN_FIRE_2="示例·孙保育说坏了")
        taken_up(cast.officer, facility, text="示例·周家长投诉", contact="13700009999", about="示例·孙保育")
        cast.operator(facility, FacilityRole.CLERK, name="wu-clerk")
        publish_facilities()
        secrets = ("钱园长", "13912345678", "孙保育", "周家长", "13700009999", "小豆", "示例·家长", "13800001234",
                   "91360702MA0000000X", cast.officer.name, nursery.manager.name, "wu-clerk")  # fmt: skip
        pages = [DIRECTORY, f"{DIRECTORY}?view=map", reverse("public:facility", args=[facility.pk]), reverse("public:notices"),
                 reverse("public:check"), reverse("inspections:complain") + "?q=橘灯",
                 reverse("inspections:complain_about", args=[facility.pk])]  # fmt: skip
        for address in pages:
            page = text(Client().get(address))
            assert [each for each in secrets if each in page] == [], address

    def test_a_cache_may_keep_it_for_those_who_are_nobody_and_no_cookie_is_set(
        self, cast: Cast, nursery: Nursery
    ) -> None:
        for address in (DIRECTORY, reverse("public:facility", args=[nursery.facility.pk])):
            answer = Client().get(address)
            assert "public" in answer["Cache-Control"] and "max-age=120" in answer["Cache-Control"]
            assert not answer.cookies and "Cookie" in answer["Vary"]
            assert "no-store" in signed_in(cast.officer).get(address)["Cache-Control"]

    def test_the_language_is_switched_by_a_link_and_kept(self, nursery: Nursery) -> None:
        client = Client()
        answer = client.get(DIRECTORY, {"lang": "en", "place": str(ZHANGGONG)})
        assert answer.status_code == 302 and answer["Location"] == f"{DIRECTORY}?place={ZHANGGONG}"
        page = text(client.get(reverse("public:facility", args=[nursery.facility.pk])))
        assert 'lang="en"' in page and "Free" in page and faults(page) == []

    def test_whoever_asks_without_end_is_told_to_wait(self, nursery: Nursery) -> None:
        client = Client()
        answers: list[int] = []
        while 429 not in answers and len(answers) <= 3 * MOST:  # the minute may turn meanwhile
            answers.append(client.get(DIRECTORY, {"place": str(OUHAI)}).status_code)
        assert answers[-1] == 429 and set(answers[:-1]) == {200} and len(answers) > MOST

    def test_complaints_are_in_no_projection(self, nursery: Nursery) -> None:
        complained(nursery.facility, text="绝密内容")
        publish_facilities()
        assert "绝密" not in str(_values(shown(nursery.facility)))
