"""The pages of complaints: the public's without an account, and the office's."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from markupsafe import escape as markup

from facilities.models import Facility
from inspections.models import Complaint
from inspections.queries.complaining import by_code
from inspections.views.complaining import MANY
from inspections.workflow import answer_complaint, order_from_complaint, take_up
from inspections.workflow.complaints import Order
from regions.scope import nation_scope
from staff.models import Absence
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor
from tests.documents.pictures import photo
from tests.inspections.complaining import again, complained, published, taken_up
from tests.pages import signed_in, text
from tests.staff.people import employed, somebody

SCRIPT = "<script>alert('1')</script>"


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return published(cast)


@pytest.fixture(autouse=True)
def nobody_counted(db: None) -> None:
    """Every test begins with an address that has sent nothing."""
    cache.clear()


def all_complaints() -> list[Complaint]:
    with nation_scope(reason="a test looks"):
        return list(Complaint.objects.order_by("id"))


def typed(**facts: Any) -> dict[str, Any]:
    return {"category": "FEES", "text": "退费一直不退", "contact": "", "about": "", "website": "", **facts}


def address(facility: Facility) -> str:
    return reverse("inspections:complain_about", args=[facility.pk])


class TestThePublic:
    def test_a_facility_is_found_by_name_and_the_complaint_gives_a_code(self, facility: Facility) -> None:
        client = Client()
        assert address(facility) in text(client.get(reverse("inspections:complain"), {"q": "小树苗"}))
        page = text(client.post(address(facility), typed()))
        [row] = all_complaints()
        code = page.split('ty-code" role="status"><strong>')[1].split("<")[0]
        found = by_code(code)
        assert found is not None and found.pk == row.pk
        assert "2026-05-27" in page

    def test_a_facility_that_does_not_exist_leads_back_to_the_search(self, facility: Facility) -> None:
        answer = Client().get(reverse("inspections:complain_about", args=[99999999]))
        assert answer.status_code == 404
        assert reverse("inspections:complain") in answer.content.decode()

    def test_a_facility_in_no_list_is_described_in_its_district(self, facility: Facility) -> None:
        other, client = reverse("inspections:complain_other"), Client()
        assert "需先选" not in text(client.get(other))
        form = text(client.get(other, {"place": ZHANGGONG}))
        assert f'value="{ZHANGGONG}"' in form
        told = text(
            client.post(
                f"{other}?place={ZHANGGONG}",
                typed(category="UNFILED", named="示例·楼下托班", place=ZHANGGONG),
            )
        )
        assert "ty-code" in told
        wrong = client.post(f"{other}?place={ZHANGGONG}", typed(named="示例·楼下托班", place=NANKANG))
        assert wrong.status_code == 422 and "退费一直不退" in wrong.content.decode()

    def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(self, facility: Facility) -> None:
        answer = Client().post(address(facility), typed(category="", contact="13800001234"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "退费一直不退" in page and "13800001234" in page and 'id="id_category-error"' in page
        assert all_complaints() == []

    def test_forty_megabytes_are_refused_in_words_and_the_text_stays(self, facility: Facility) -> None:
        big = SimpleUploadedFile("大.jpg", photo() + b"\0" * 40_000_000, "image/jpeg")
        answer = Client().post(address(facility), typed(pictures=[big]))
        page = answer.content.decode()
        assert answer.status_code in (400, 422) and "退费一直不退" in page and "20" in page
        assert all_complaints() == []

    def test_a_script_is_text_for_the_complainant_and_for_the_officer(
        self, cast: Cast, facility: Facility
    ) -> None:
        client = Client()
        told = text(
            client.post(address(facility), typed(text=SCRIPT, about=SCRIPT, category="ABUSE", contact=SCRIPT))
        )
        assert SCRIPT not in told
        [row] = all_complaints()
        for page in (
            reverse("inspections:complaint", args=[row.pk]),
            reverse("inspections:complaint_open_case", args=[row.pk]),
        ):
            shown = text(signed_in(cast.officer).get(page))
            assert SCRIPT not in shown and str(markup(SCRIPT)) in shown

    def test_the_trap_is_told_of_and_emptied_so_that_a_person_can_send_again(
        self, facility: Facility
    ) -> None:
        answer = Client().post(address(facility), typed(website="http://spam.example"))
        page = answer.content.decode()
        assert answer.status_code == 422 and "spam.example" not in page and "退费一直不退" in page
        assert all_complaints() == []

    def test_a_flood_from_one_address_is_refused_politely_and_keeps_what_was_typed(
        self, facility: Facility
    ) -> None:
        client = Client()
        for _ in range(MANY):
            assert client.post(address(facility), typed()).status_code == 200
        answer = client.post(address(facility), typed(text="第九条"))
        assert answer.status_code == 429 and "第九条" in answer.content.decode()
        assert len(all_complaints()) == MANY
        assert Client(REMOTE_ADDR="203.0.113.9").post(address(facility), typed()).status_code == 200

    def test_a_cache_that_is_down_keeps_nobody_out_and_the_database_counts(
        self, facility: Facility, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def down(*_args: Any, **_options: Any) -> Any:
            raise ConnectionError

        monkeypatch.setattr("accounts.throttle._counted", down)
        client = Client()
        answers = [client.post(address(facility), typed()).status_code for _ in range(21)]
        assert answers == [200] * 20 + [429]

    def test_nothing_of_it_is_kept_by_a_cache_and_no_session_begins(self, facility: Facility) -> None:
        answer = Client().post(address(facility), typed())
        assert "no-store" in answer["Cache-Control"] and "sessionid" not in answer.cookies


class TestFollowingUp:
    def follow(self, code: str, **more: Any) -> str:
        return text(Client().post(reverse("inspections:follow_complaint"), {"code": code, **more}))

    def test_the_code_opens_it_and_an_unknown_one_does_not(self, facility: Facility) -> None:
        given = complained(facility)
        assert facility.name in self.follow(given.code)
        wrong = Client().post(reverse("inspections:follow_complaint"), {"code": "0000-0000-0000-0000"})
        assert wrong.status_code == 422

    def test_the_answer_and_the_order_are_told_without_names(self, cast: Cast, facility: Facility) -> None:
        given = complained(facility, contact="13800001234")
        with as_actor(cast.officer):
            take_up(by=cast.officer, complaint_id=given.complaint.pk, category="SAFETY", remark="内部备注")
            order_from_complaint(
                by=cast.officer,
                complaint_id=given.complaint.pk,
                order=Order("CN-FIRE-2", "活动室缺灭火器", 5),
            )
            answer_complaint(
                by=cast.officer, complaint_id=given.complaint.pk, answer="已责令整改", result="CONFIRMED"
            )
        page = self.follow(given.code)
        assert "已责令整改" in page and "2026-05-13" in page
        for private in ("内部备注", cast.officer.name, "13800001234", "活动室缺灭火器"):
            assert private not in page

    def test_more_is_said_and_an_objection_opens_it_again(self, cast: Cast, facility: Facility) -> None:
        given = complained(facility)
        more = reverse("inspections:more_complaint")
        assert "还有票据" in text(Client().post(more, {"code": given.code, "text": "还有票据"}))
        with as_actor(cast.officer):
            take_up(by=cast.officer, complaint_id=given.complaint.pk, category="FEES")
            answer_complaint(
                by=cast.officer, complaint_id=given.complaint.pk, answer="已退", result="CONFIRMED"
            )
        text(Client().post(more, {"code": given.code, "text": "没有退", "objecting": "1"}))
        assert again(given.complaint).state == "IN_HAND"
        assert Client().post(more, {"code": "nonsense", "text": "试"}).status_code == 404
        empty = Client().post(more, {"code": given.code, "text": " "})
        assert empty.status_code == 422


class TestTheOffice:
    def test_reports_that_a_child_was_hurt_stand_first_and_filters_narrow(
        self, cast: Cast, facility: Facility
    ) -> None:
        complained(facility)
        complained(facility, category="ABUSE")
        client = signed_in(cast.officer)
        page = text(client.get(reverse("inspections:complaints")))
        assert page.index("今日") < page.index("收费") if "今日" in page else page.index("ty-alarm") > 0
        rows = [row.urgent for row in all_complaints()]
        assert rows == [False, True]
        narrowed = text(client.get(reverse("inspections:complaints"), {"category": "FEES"}))
        assert narrowed.count("data-row") == 1
        assert (
            text(client.get(reverse("inspections:complaints"), {"start": "nonsense", "category": "X"})).count(
                "data-row"
            )
            == 2
        )

    @pytest.mark.parametrize("many", [1, 3])
    def test_the_list_asks_as_often_for_three_as_for_one(
        self, cast: Cast, facility: Facility, many: int, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(many):
            taken_up(cast.officer, facility)
        client = signed_in(cast.officer)
        client.get(reverse("inspections:complaints"))
        with django_assert_max_num_queries(14):
            client.get(reverse("inspections:complaints"))

    def test_every_act_of_the_way_has_its_page(self, cast: Cast, facility: Facility) -> None:
        client, row = signed_in(cast.officer), complained(facility).complaint

        def post(act: str, **facts: Any) -> Any:
            return client.post(reverse(f"inspections:complaint_{act}", args=[row.pk]), facts)

        assert post("take_up", category="SAFETY").status_code == 302
        assert post("assign", user=cast.head.user_id).status_code == 302
        assert "灭火器" in text(client.get(reverse("inspections:complaint_order_from", args=[row.pk])))
        assert post("order_from", code="CN-FIRE-2", problem="缺灭火器", days=5).status_code == 302
        assert post("order_from", code="CN-FIRE-2", problem="", days=5).status_code == 422
        assert post("answer", result="CONFIRMED", answer="已责令整改").status_code == 302
        page = text(client.get(reverse("inspections:complaint", args=[row.pk])))
        assert "缺灭火器" in page and "已责令整改" in page
        assert post("close").status_code == 302
        assert again(row).state == "CLOSED"

    def test_a_report_suspends_whoever_is_ticked_and_names_that_the_report_says_are_ticked(
        self, cast: Cast, facility: Facility
    ) -> None:
        operator = cast.operator(facility)
        member = employed(operator, facility, somebody("示例·李一"))
        employed(operator, facility, somebody("示例·王二"))
        row = complained(facility, category="ABUSE", about="李一").complaint
        client, page = signed_in(cast.officer), reverse("inspections:complaint_open_case", args=[row.pk])
        shown = text(client.get(page))
        assert re.findall(r'name="members" value="(\d+)"[^>]* checked', shown) == [str(member.pk)]
        assert client.post(page, {}).status_code == 422
        assert client.post(page, {"members": [member.pk]}).status_code == 302
        with nation_scope(reason="a test looks"):
            assert Absence.objects.get(kind="SUSPENSION").member_id == member.pk
        second = complained(facility, category="ABUSE").complaint
        join = reverse("inspections:complaint_join_case", args=[second.pk])
        assert join in text(client.get(reverse("inspections:complaint_open_case", args=[second.pk])))
        assert client.post(join).status_code == 302

    def test_a_described_facility_is_found_by_name_or_code(self, cast: Cast, facility: Facility) -> None:
        row = complained(None, named="示例·楼下托班", place=ZHANGGONG).complaint
        client, page = signed_in(cast.officer), reverse("inspections:complaint_locate", args=[row.pk])
        assert client.post(page, {"facility": "没有这一家"}).status_code == 422
        assert client.post(page, {"facility": facility.uscc}).status_code == 302
        assert again(row).facility_id == facility.pk

    def test_the_contact_asks_for_a_reason(self, cast: Cast, facility: Facility) -> None:
        row = complained(facility, contact="13800001234").complaint
        client, page = signed_in(cast.officer), reverse("inspections:complaint_contact", args=[row.pk])
        whole = text(client.get(reverse("inspections:complaint", args=[row.pk])))
        assert "13800001234" not in whole and "138****1234" in whole
        assert client.post(page, {"reason": ""}).status_code == 422
        assert "13800001234" in text(client.post(page, {"reason": "约时间"}))

    def test_figures_say_how_many_in_time_out_of_how_many_and_go_out_as_excel(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility)
        complained(facility)
        with as_actor(cast.officer):
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已办", result="CONFIRMED")
        client = signed_in(cast.officer)
        assert "1/1" in text(client.get(reverse("inspections:complaints_statistics")))
        for name in ("complaints_export", "complaints_statistics_export"):
            book = client.get(reverse(f"inspections:{name}"))
            assert book.status_code == 200 and b"".join(book.streaming_content)[:2] == b"PK"

    def test_an_operator_and_another_county_find_no_page(self, cast: Cast, facility: Facility) -> None:
        row = complained(facility).complaint
        for actor, status in ((cast.operator(facility), 403), (cast.neighbour, 404)):
            assert signed_in(actor).get(reverse("inspections:complaint", args=[row.pk])).status_code == status
