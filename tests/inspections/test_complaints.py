"""Complaints of the public: received without an account, kept from the facility, answered in time, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed, Stale
from audit.models import AuditEvent
from documents.models import StoredFile
from documents.queries import file_bytes
from facilities.models import Facility
from inspections.enums import ComplaintState
from inspections.errors import Refused, TooMany
from inspections.models import Complaint, ComplaintFile, ComplaintStep
from inspections.queries import law
from inspections.queries.complaining import by_code
from inspections.rules.codes import ALPHABET, code_from, normal
from inspections.workflow import (
    add_to_complaint,
    answer_complaint,
    assign_complaint,
    close_unobjected,
    decline_complaint,
    locate_complaint,
    reveal_complainant,
    take_up,
)
from inspections.workflow.complaining import PER_FACILITY
from kernel import clock
from kernel.transitions import IllegalTransition
from obligations.models import Obligation
from regions.scope import nation_scope
from tests.cast import GANZHOU, NANKANG, ZHANGGONG, Cast, as_actor
from tests.documents.pictures import photo, photo_with_exif
from tests.inspections.complaining import again, complained, duties, on, published, taken_up
from tests.inspections.visiting import filed

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return published(cast)


def picture(content: bytes | None = None, name: str = "照片.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo() if content is None else content, "image/jpeg")


class TestComplaining:
    def test_the_county_owes_a_look_in_two_working_days_and_an_answer_in_fifteen(
        self, facility: Facility
    ) -> None:
        row = complained(facility).complaint
        assert duties(row) == {
            "complaint_triage": ("OPEN", date(2026, 5, 9)),
            "complaint_answer": ("OPEN", date(2026, 5, 27)),
        }
        assert (row.state, row.due_on, row.answer_by) == ("RECEIVED", date(2026, 5, 9), date(2026, 5, 27))
        assert law.number(ZHANGGONG, law.COMPLAINT, "object_days", TODAY) == 10

    def test_the_code_is_told_once_and_only_its_keyed_digest_is_kept(self, facility: Facility) -> None:
        given = complained(facility)
        found = by_code(given.code.lower().replace("-", " "))
        assert found is not None and found.pk == given.complaint.pk
        with nation_scope(reason="a test looks"), connection.cursor() as cursor:
            cursor.execute("SELECT t::text FROM inspections_complaint t")
            [(row,)] = cursor.fetchall()
        assert given.code not in row and given.code.replace("-", "") not in row
        assert by_code("0000-0000-0000-0000") is None and by_code("<script>") is None

    def test_the_same_form_sent_twice_is_one_complaint_with_one_code(self, facility: Facility) -> None:
        first = complained(facility, key="a-random-key-of-the-form")
        second = complained(facility, key="a-random-key-of-the-form", text="改了几个字")
        assert (first.code, first.complaint.pk) == (second.code, second.complaint.pk)
        assert complained(facility, key="short").code != complained(facility, key="short").code

    def test_what_was_typed_about_people_is_sealed_in_the_database(self, facility: Facility) -> None:
        complained(facility, text="王老师推孩子", about="王某某", contact="13800001234", category="ABUSE")
        with nation_scope(reason="a test looks"), connection.cursor() as cursor:
            for table in ("inspections_complaint", "inspections_complaintstep", "audit_auditevent"):
                cursor.execute(f"SELECT string_agg(t::text, '|') FROM {table} t")
                text = cursor.fetchone()[0]
                for secret in ("王老师", "王某某", "13800001234"):
                    assert secret not in text and secret.encode().hex() not in text

    def test_nothing_says_who_sent_it_even_when_somebody_is_signed_in(
        self, cast: Cast, facility: Facility
    ) -> None:
        with as_actor(cast.operator(facility)):
            row = complained(facility).complaint
        with nation_scope(reason="a test looks"):
            events = AuditEvent.objects.filter(subject_type="inspections.complaint", subject_id=row.pk)
            assert [(each.event, each.actor_id) for each in events] == [("complaint.received", None)]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"facility_id": 999999}, "facility"),
            ({"facility_id": None}, "named"),
            ({"facility_id": None, "named": "示例·楼下托班"}, "place"),
            ({"facility_id": None, "named": "示例·楼下托班", "place": GANZHOU}, "place"),
            ({"text": "  "}, "text"),
            ({"text": "长" * 4001}, "text"),
            ({"category": "NONSENSE"}, "category"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, facility: Facility, facts: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            complained(facility, **facts)
        assert refusal.value.field == field
        with nation_scope(reason="a test looks"):
            assert not Complaint.objects.exists()

    def test_a_facility_in_no_list_can_be_described(self, cast: Cast, facility: Facility) -> None:
        row = complained(
            None, named="示例·楼下托班，解放路 3 号", place=facility.region_id, category="UNFILED"
        ).complaint
        assert (row.region_id, row.facility_id) == (ZHANGGONG, None)
        assert row.office_id == cast.officer.department_id


class TestPictures:
    def test_a_picture_keeps_its_pixels_and_loses_the_place(self, facility: Facility) -> None:
        row = complained(facility, pictures=[picture(photo_with_exif())]).complaint
        with nation_scope(reason="a test looks"):
            [kept] = ComplaintFile.objects.filter(complaint=row).select_related("file")
            content = file_bytes(kept.file)
        assert kept.file.facility_id is None
        assert b"SecretPhoneMaker" not in content and b"Exif" not in content

    def test_forty_megabytes_are_refused_and_nothing_is_kept(self, facility: Facility) -> None:
        big = picture(photo() + b"\0" * 40_000_000)
        with pytest.raises(Refused) as refusal:
            complained(facility, pictures=[picture(), big])
        assert refusal.value.field == "pictures" and "20" in str(refusal.value.message)
        with nation_scope(reason="a test looks"):
            assert not Complaint.objects.exists()

    def test_a_paper_that_is_no_picture_and_a_seventh_one_are_refused(self, facility: Facility) -> None:
        with pytest.raises(Refused, match="PDF"):
            complained(facility, pictures=[picture(b"%PDF-1.4 nothing", "a.pdf")])
        with pytest.raises(Refused, match="6"):
            complained(facility, pictures=[picture() for _ in range(7)])

    def test_a_picture_waits_for_the_scanner(self, facility: Facility, settings: Any) -> None:
        settings.CLAMD = "/nowhere/clamd.sock"
        row = complained(facility, pictures=[picture()]).complaint
        with nation_scope(reason="a test looks"):
            [kept] = ComplaintFile.objects.filter(complaint=row).select_related("file")
        assert kept.file.state == "SCANNED" and not kept.file.usable


class TestFloods:
    def test_one_facility_takes_so_many_an_hour_also_when_the_cache_is_down(
        self, facility: Facility, settings: Any
    ) -> None:
        settings.CACHES = {
            "default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}
        }
        for _ in range(PER_FACILITY):
            complained(facility)
        with pytest.raises(TooMany):
            complained(facility)
        complained(facility, category="ABUSE")  # counted apart: a flood of others must not keep it out
        with clock.frozen(clock.now() + timedelta(hours=1, minutes=1)):
            complained(facility)

    def test_one_complaint_is_added_to_ten_times_at_most(self, facility: Facility) -> None:
        code = complained(facility).code
        for number in range(10):
            add_to_complaint(code=code, text=f"补充 {number}")
        add_to_complaint(code=code, text="补充 9")  # the same form sent twice
        with pytest.raises(TooMany):
            add_to_complaint(code=code, text="补充 10")


class TestWhoReads:
    def test_no_operator_reads_anything_of_a_complaint(self, cast: Cast, facility: Facility) -> None:
        row = complained(facility, pictures=[picture()]).complaint
        with as_actor(cast.operator(facility)):
            for model in (Complaint, ComplaintStep, ComplaintFile):
                assert not model.objects.exists()
            assert not StoredFile.objects.filter(purpose="COMPLAINT").exists()
            assert not Obligation.objects.filter(subject_type="inspections.complaint").exists()
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM inspections_complaint")
                assert cursor.fetchone() == (0,)
            assert not AuditEvent.objects.filter(
                subject_type="inspections.complaint", subject_id=row.pk
            ).exists()

    def test_another_county_and_the_street_office_handle_nothing(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = complained(facility).complaint
        with as_actor(cast.neighbour), pytest.raises(Complaint.DoesNotExist):
            take_up(by=cast.neighbour, complaint_id=row.pk, category="FEES")
        registrar = cast.registrar
        with as_actor(registrar), pytest.raises(NotAllowed):
            take_up(by=registrar, complaint_id=row.pk, category="FEES")

    def test_the_contact_is_masked_and_shown_for_a_reason_that_is_recorded(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = complained(facility, contact="13800001234").complaint
        assert str(again(row).contact) == "138****1234"
        with as_actor(cast.officer):
            with pytest.raises(Refused):
                reveal_complainant(by=cast.officer, complaint_id=row.pk, reason=" ")
            shown = reveal_complainant(by=cast.officer, complaint_id=row.pk, reason="约时间看票据")
            event = AuditEvent.objects.get(event="complaint.contact_revealed")
        assert shown == "13800001234"
        assert (event.reason, event.actor_id, event.facility_id) == (
            "约时间看票据",
            cast.officer.user_id,
            None,
        )
        assert "1234" not in str(event.data)


class TestHandling:
    def test_whoever_takes_it_up_has_it_and_the_look_is_settled(self, cast: Cast, facility: Facility) -> None:
        row = taken_up(cast.officer, facility)
        assert (row.state, row.assignee_id, row.due_on) == (
            "IN_HAND",
            cast.officer.user_id,
            date(2026, 5, 27),
        )
        assert duties(row)["complaint_triage"] == ("MET", date(2026, 5, 9))
        with nation_scope(reason="a test looks"):
            duty = Obligation.objects.get(rule="complaint_answer")
        assert (duty.assignee_id, duty.facility_id) == (cast.officer.user_id, None)

    def test_it_is_given_to_a_colleague_and_to_nobody_else(self, cast: Cast, facility: Facility) -> None:
        row = taken_up(cast.officer, facility)
        head = cast.head
        with as_actor(cast.officer):
            assign_complaint(by=cast.officer, complaint_id=row.pk, user_id=head.user_id or 0)
            assert Obligation.objects.get(rule="complaint_answer").assignee_id == head.user_id
            with pytest.raises(Refused):
                assign_complaint(by=cast.officer, complaint_id=row.pk, user_id=cast.neighbour.user_id or 0)

    def test_an_answer_settles_it_in_time_and_it_closes_when_nobody_objects(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility)
        with on(27), as_actor(cast.officer):
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已督促退费", result="CONFIRMED")
        assert duties(row)["complaint_answer"] == ("MET", date(2026, 5, 27))
        assert again(row).object_until == date(2026, 6, 10)
        with on(10, 6):
            assert close_unobjected() == 0
        with on(11, 6):
            assert (close_unobjected(), close_unobjected()) == (1, 0)
        assert (again(row).state, again(row).closed_on) == ("CLOSED", date(2026, 6, 11))

    def test_an_objection_in_time_begins_another_answer_twice_and_not_a_third_time(
        self, cast: Cast, facility: Facility
    ) -> None:
        given = complained(facility)
        row = given.complaint
        for _ in range(2):
            with as_actor(cast.officer):
                take_up(by=cast.officer, complaint_id=row.pk, category="FEES")
                answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已退", result="PARTLY")
            add_to_complaint(code=given.code, text="只退了一半", objecting=True)
            assert again(row).state == "IN_HAND"
        with as_actor(cast.officer):
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已全退", result="CONFIRMED")
        with pytest.raises(Refused):
            add_to_complaint(code=given.code, text="还不满意", objecting=True)
        with nation_scope(reason="a test looks"):
            answers = Obligation.objects.filter(rule="complaint_answer").order_by("id")
            assert [each.status for each in answers] == ["MET", "MET", "MET"]

    def test_an_objection_that_comes_too_late_is_refused(self, cast: Cast, facility: Facility) -> None:
        given = complained(facility)
        with as_actor(cast.officer):
            take_up(by=cast.officer, complaint_id=given.complaint.pk, category="FEES")
            answer_complaint(
                by=cast.officer, complaint_id=given.complaint.pk, answer="已退", result="CONFIRMED"
            )
        with on(1, 6), pytest.raises(Refused):
            add_to_complaint(code=given.code, text="不满意", objecting=True)

    def test_what_is_not_taken_up_owes_nothing_and_tells_why(self, cast: Cast, facility: Facility) -> None:
        row = complained(facility).complaint
        with as_actor(cast.officer):
            with pytest.raises(Refused):
                decline_complaint(by=cast.officer, complaint_id=row.pk, answer="")
            decline_complaint(by=cast.officer, complaint_id=row.pk, answer="请向市场监管部门反映")
        assert again(row).state == "DECLINED"
        assert {status for status, _day in duties(row).values()} == {"MET", "CANCELLED"}

    def test_a_stale_page_and_a_state_that_does_not_allow_it_are_refused(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility)
        with as_actor(cast.officer):
            with pytest.raises(Stale):
                take_up(by=cast.officer, complaint_id=row.pk, category="FOOD", version=1)
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已办", result="UNCLEAR")
            with pytest.raises(IllegalTransition):
                answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已办", result="UNCLEAR")

    def test_a_described_facility_is_found_in_its_district_only(self, cast: Cast, facility: Facility) -> None:
        row = complained(None, named="示例·楼下托班", place=ZHANGGONG, category="UNFILED").complaint
        elsewhere = filed(cast, region=NANKANG)
        city = cast.city
        with as_actor(city), pytest.raises(Refused):
            locate_complaint(by=city, complaint_id=row.pk, facility_id=elsewhere.pk)
        with as_actor(cast.officer):
            locate_complaint(by=cast.officer, complaint_id=row.pk, facility_id=facility.pk)
        assert again(row).facility_name == facility.name


class TestCodes:
    def test_every_code_has_eighty_bits_of_letters_that_look_like_no_other(self) -> None:
        code = code_from(bytes(range(10)))
        assert code == normal(code) and len(code.replace("-", "")) == 16
        assert not set("ILOU") & set(ALPHABET) and len(ALPHABET) == 32

    def test_letters_that_look_alike_are_read_as_the_ones_that_were_given(self) -> None:
        assert normal("o1il 2345-6789 abcd") == "0111-2345-6789-ABCD"
        assert normal("") == normal("123") == normal("1234-5678-9012-345!") == ""


def test_a_place_without_a_health_authority_says_so(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        complained(None, named="示例·远处托班", place=NANKANG)
    assert refusal.value.field == "place"
    cast.official(NANKANG, DepartmentKind.HEALTH, Role.OFFICER)
    assert complained(None, named="示例·远处托班", place=NANKANG).complaint.state == ComplaintState.RECEIVED
