"""Pages of the setting standards: the operator mends, states the premises; the officer lists, filters, exports."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from facilities.enums import FacilityState
from facilities.models import Breach, ClassGroup, Facility, Premises
from facilities.queries import serious_breaches
from facilities.queries.standards import class_findings
from facilities.workflow.standards import refresh
from kernel import clock
from regions.scope import nation_scope
from staff.models import Proof
from tests.cast import JIEFANG_STREET, NANKANG, Cast
from tests.facilities.crowd import Crowd
from tests.frontend.markup import faults
from tests.pages import signed_in, text

MADE = "what the test made"
STANDARDS, PREMISES, BREACHES = "/operator/standards/", "/operator/premises/", "/breaches/"


class Nursery:
    """A filed facility with 16 toddlers and 3 carers (U14), one of whom has no valid health certificate."""

    def __init__(self, cast: Cast, **facts: Any) -> None:
        self.crowd = Crowd(cast, clock.today())
        with nation_scope(reason=MADE):
            self.facility: Facility = self.crowd.facility(**facts)
            self.group: ClassGroup = self.crowd.group(self.facility, "TODDLER", name="示例·小星班")
            for _n in range(16):
                self.crowd.child(self.group, date(2024, 9, 1))
            for _n in range(3):
                self.carer = self.crowd.person(self.facility, "CAREGIVER", group=self.group)
            Proof.objects.filter(member=self.carer, kind="HEALTH_CERTIFICATE").update(
                valid_to=date(2026, 3, 9)
            )
        refresh(self.facility.pk)


@pytest.fixture
def nursery(cast: Cast) -> Nursery:
    return Nursery(cast)


@pytest.fixture
def operator(cast: Cast, nursery: Nursery) -> Client:
    return signed_in(cast.operator(nursery.facility))


def _stated(facility: Facility) -> Premises:
    with nation_scope(reason=MADE):
        row: Premises = Premises.objects.get(facility=facility)
        return row


def test_u14_the_operator_sees_size_and_ratio_and_what_mends_them(operator: Client) -> None:
    page = text(operator.get(STANDARDS))
    assert "班里有 16 名婴幼儿，最多 15 名。" in page
    assert "16 名婴幼儿需要 4 名保育人员（1:5）；可计入 2 名。" in page
    assert "请再安排 2 名可计入的保育人员" in page
    assert "示例·小星班" in page and "JGJ 39" in page
    assert "没有填写：场地来源" in page
    assert faults(page) == []


def test_u16_the_page_names_whose_certificate_ran_out(operator: Client, nursery: Nursery) -> None:
    page = text(operator.get(STANDARDS))
    assert nursery.carer.name in page and "健康合格证已过期。" in page
    assert "第十四条" in page, "the text that asks for the certificate, not our reading of who counts"


def test_what_blocks_stands_before_what_warns_and_advises(operator: Client, nursery: Nursery) -> None:
    operator.post(PREMISES, {"version": "0", "insured": "NO", "outdoor_hours": "1", "video_days": "30"})
    page = text(operator.get(STANDARDS))
    places = [page.index(words) for words in ("录像保存 30 天", "每天户外活动 1 小时", "没有投保责任险")]
    assert places == sorted(places)
    assert "推荐性标准" in page, "advice says that it is no breach of law"


def test_stating_the_premises_mends_what_was_not_stated(operator: Client, nursery: Nursery) -> None:
    typed = {
        "version": "0",
        "tenure": "OWN",
        "lease_from": "2026-01-01",
        "video_days": "９０",
        "floor_area": "1,200.50",
    }
    answer = operator.post(PREMISES, typed)
    assert answer.headers["Location"] == STANDARDS
    row = _stated(nursery.facility)
    assert row.facts == {"tenure": "OWN", "video_days": 90, "floor_area": 1200.5}, "a lease is not asked then"
    assert row.version == 1 and row.stated_by is not None
    with nation_scope(reason=MADE):
        event = AuditEvent.objects.get(event="premises.stated")
    assert event.data["changed"] == ["floor_area", "tenure", "video_days"]
    again = operator.post(PREMISES, typed | {"version": "1"})
    assert again.status_code == 302 and _stated(nursery.facility).version == 1, "the same again is no change"


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("video_days", "九十", "请填数字"),
        ("video_days", "90.5", "整数"),
        ("video_days", "99999", "最大填 3660"),
        ("video_days", "-1", "请填数字"),
        ("floor_area", "NaN", "请填数字"),
        ("floor_area", "1e9", "最大填 100000"),
        ("last_drill_on", "2026-05-08", "日期未到"),
        ("last_drill_on", "明天", "年-月-日"),
        ("last_drill_on", "0026-05-01", "年份"),
        ("air", "PERFECT", "请选一个答案"),
        ("insured", "MAYBE", "请选一个答案"),
    ],
)
def test_an_unreadable_answer_is_said_beside_its_question_and_nothing_typed_is_lost(
    operator: Client, nursery: Nursery, name: str, typed: str, words: str
) -> None:
    answer = operator.post(PREMISES, {"version": "0", name: typed, "highest_floor": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert f'id="id_{name}-error"' in page or f"id_{name}" in page
    if name not in ("air", "insured"):
        assert f'value="{typed}"' in page
    with nation_scope(reason=MADE):
        assert not Premises.objects.exists()


def test_a_lease_cannot_end_before_it_begins(operator: Client) -> None:
    lease = {"tenure": "LEASE", "lease_from": "2026-05-01", "lease_to": "2026-04-01"}
    answer = operator.post(PREMISES, {"version": "0", **lease})
    assert answer.status_code == 422 and "结束日期早于开始日期" in answer.content.decode()


def test_two_writers_do_not_overwrite_each_other(operator: Client, nursery: Nursery) -> None:
    operator.post(PREMISES, {"version": "0", "insured": "YES"})
    answer = operator.post(PREMISES, {"version": "0", "insured": "NO"})
    assert answer.status_code == 422 and "有人" in answer.content.decode()
    assert _stated(nursery.facility).facts == {"insured": "YES"}


def test_what_the_filing_states_stands_in_the_form_already(operator: Client) -> None:
    page = text(operator.get(PREMISES))
    assert 'name="floor_area" value="300"' in page and faults(page) == []


def test_a_facility_that_has_ended_states_nothing_more(operator: Client, nursery: Nursery) -> None:
    with nation_scope(reason=MADE):
        Facility.objects.filter(pk=nursery.facility.pk).update(state=FacilityState.CANCELLED)
    answer = operator.post(PREMISES, {"version": "0", "insured": "YES"})
    assert answer.status_code == 422 and "机构已终止" in answer.content.decode()


def test_only_the_people_of_a_facility_state_its_premises(cast: Cast, nursery: Nursery) -> None:
    other = signed_in(cast.operator(cast.facility(), name="somebody-else"))
    other.post(f"{PREMISES}?facility={nursery.facility.pk}", {"version": "0", "insured": "YES"})
    with nation_scope(reason=MADE):
        assert not Premises.objects.filter(facility=nursery.facility).exists()
    assert signed_in(cast.officer).get(PREMISES).status_code == 403
    assert signed_in(cast.officer).get(STANDARDS).status_code == 403


def test_the_officer_sees_the_breaches_of_the_district_and_nobody_elses(cast: Cast, nursery: Nursery) -> None:
    Nursery(cast, region=NANKANG, name="示例·南康园")
    page = text(signed_in(cast.officer).get(BREACHES))
    assert nursery.facility.name in page and "示例·南康园" not in page
    assert "班里有 16 名婴幼儿，最多 15 名。" in page and "示例·小星班" in page
    assert faults(page) == []
    assert "示例·南康园" in text(signed_in(cast.city).get(BREACHES))
    assert "没有已知的不达标问题" in text(signed_in(cast.stranger).get(BREACHES))


def test_a_street_officer_sees_the_street_and_no_names_of_staff(cast: Cast, nursery: Nursery) -> None:
    street = cast.official(JIEFANG_STREET, DepartmentKind.STREET, Role.STREET_OFFICER)
    page = text(signed_in(street).get(BREACHES))
    assert nursery.facility.name in page and nursery.carer.name not in page and "一名工作人员" in page
    assert nursery.carer.name in text(signed_in(cast.officer).get(BREACHES))
    own = text(signed_in(street).get(f"/facilities/{nursery.facility.pk}/?tab=standards"))
    assert "班里有 16 名婴幼儿" in own and nursery.carer.name not in own
    elsewhere = cast.official(360702002000, DepartmentKind.STREET, Role.STREET_OFFICER)
    assert nursery.facility.name not in text(signed_in(elsewhere).get(BREACHES))


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({}, {"R-CLS-2", "R-RATIO-2", "R-RATIO-6", "R-STAFF-1", "R-STAFF-3", "R-STAFF-5"}),
        ({"rule": "R-CLS-2"}, {"R-CLS-2"}),
        ({"severity": "ADVICE"}, set()),
        ({"since": "2026-05-08"}, set()),
        ({"rule": "R-RATIO-2", "since": "2026-05-07", "place": "360702001000"}, {"R-RATIO-2"}),
        ({"place": "360702002000"}, set()),
        ({"rule": "' OR 1", "severity": "x", "since": "soon", "place": "3"}, None),
    ],
)
def test_the_list_is_narrowed_by_rule_weight_street_and_day(
    cast: Cast, nursery: Nursery, query: dict[str, str], rules: set[str] | None
) -> None:
    page = text(signed_in(cast.officer).get(BREACHES, query))
    everything = {"R-CLS-2", "R-RATIO-2", "R-RATIO-6", "R-STAFF-1", "R-STAFF-3", "R-STAFF-5"}
    shown = {rule for rule in everything if f'<span class="ty-sub">{rule}' in page}
    assert shown == (everything if rules is None else rules)


def test_the_sheet_holds_what_the_list_holds_without_names_of_people(cast: Cast, nursery: Nursery) -> None:
    answer = signed_in(cast.officer).get("/breaches/export/", {"rule": "R-RATIO-6"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    told = " ".join(str(cell) for row in rows for cell in row)
    assert nursery.facility.name in told and "健康合格证已过期。" in told and nursery.carer.name not in told
    with nation_scope(reason=MADE):
        event = AuditEvent.objects.get(event="breaches.exported")
    assert event.data == {"filters": {"rule": "R-RATIO-6"}, "rows": 1}
    street = cast.official(JIEFANG_STREET, DepartmentKind.STREET, Role.STREET_OFFICER)
    assert signed_in(street).get("/breaches/export/").status_code == 403


def test_the_page_of_a_facility_begins_with_its_breaches(cast: Cast, nursery: Nursery) -> None:
    page = text(signed_in(cast.officer).get(f"/facilities/{nursery.facility.pk}/"))
    assert "项标准不符合" in page and "班里有 16 名婴幼儿" in page
    whole = text(signed_in(cast.officer).get(f"/facilities/{nursery.facility.pk}/?tab=standards"))
    assert "尚未填写" in whole and faults(whole) == []
    empty = cast.facility(name="示例·新园")
    assert (
        "设置标准" not in text(signed_in(cast.officer).get(f"/facilities/{empty.pk}/")).split("<main", 1)[1]
    )


def test_the_interface_tells_every_standard_with_its_verdict(cast: Cast, nursery: Nursery) -> None:
    address = f"/api/v1/facilities/{nursery.facility.pk}/standards"
    found = signed_in(cast.officer).get(address).json()
    ratio = next(row for row in found["results"] if row["rule"] == "R-RATIO-2" and row["subject"])
    assert (ratio["verdict"], ratio["severity"], ratio["numbers"]["needed"]) == ("BREACH", "BLOCK", 4)
    assert ratio["subject"] == {"kind": "CLASS", "id": nursery.group.pk}
    insured = next(row for row in found["results"] if row["rule"] == "R-INS-1")
    assert (insured["verdict"], insured["recommended"], insured["reasons"]) == (
        "NOT_STATED",
        True,
        ["insured"],
    )
    assert nursery.carer.name not in str(found)
    assert signed_in(cast.neighbour).get(address).status_code == 404
    assert signed_in(cast.operator(nursery.facility)).get(address).status_code == 200


def test_other_apps_ask_for_breaches_of_the_legal_minimum_only(cast: Cast, nursery: Nursery) -> None:
    with nation_scope(reason=MADE):
        nursery.crowd.premises(nursery.facility, insured="NO", outdoor_hours=1)
        other = nursery.crowd.facility()
    refresh(nursery.facility.pk)
    with nation_scope(reason=MADE):
        found = serious_breaches([nursery.facility.pk, other.pk])
        assert Breach.objects.filter(facility=nursery.facility, severity="ADVICE").exists()
    assert found[other.pk] == []
    assert found[nursery.facility.pk] == [
        "R-CLS-2", "R-RATIO-2", "R-RATIO-6", "R-STAFF-1", "R-STAFF-3", "R-STAFF-5",
    ]  # fmt: skip


def test_the_page_of_the_classes_gets_size_and_ratio_of_each(cast: Cast, nursery: Nursery) -> None:
    """U14: offered to the page of the classes."""
    with nation_scope(reason=MADE):
        found = class_findings(nursery.facility.pk, clock.today())
    assert [each.rule for each in found[nursery.group.pk]] == ["R-CLS-2", "R-RATIO-2"]


def test_checking_a_facility_takes_as_many_statements_whatever_its_size(
    cast: Cast, operator: Client, nursery: Nursery
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            operator.get(STANDARDS)
        return len(queries)

    operator.get(STANDARDS)
    few = statements()
    with nation_scope(reason=MADE):
        for kind in ("INFANT", "SENIOR", "MIXED"):
            group = nursery.crowd.group(nursery.facility, kind)
            for _n in range(12):
                nursery.crowd.child(group, date(2023, 9, 1), checked=False)
            for _n in range(4):
                nursery.crowd.person(nursery.facility, "CAREGIVER", group=group, proofs=())
    assert statements() == few
