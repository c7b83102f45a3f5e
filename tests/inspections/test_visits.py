"""A visit keeps its checklist; answers come twice, late and from two phones; back-dating has its limits (U28)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed
from documents.models import Paper
from facilities.models import Facility
from facilities.workflow import set_state
from inspections.enums import VisitState
from inspections.errors import AnswerConflict, FacilityEnded, Refused, WrongState
from inspections.models import Finding, Visit, VisitAnswer, VisitItem, VisitPhoto
from inspections.queries import law
from inspections.workflow import (
    add_photo,
    answer_item,
    cancel_visit,
    complete_self_check,
    finish_visit,
    plan_visit,
    start_self_check,
    start_visit,
)
from kernel.transitions import IllegalTransition
from policy.enums import EntityKind
from policy.queries import forget
from regions.scope import nation_scope
from tests.cast import BINJIANG, NANKANG, ZHANGGONG, Cast, as_actor
from tests.documents.pictures import photo
from tests.inspections.visiting import answered, filed, finished, said, signed, started

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return filed(cast)


def item_of(visit: Visit, code: str) -> VisitItem:
    return VisitItem.objects.get(visit=visit, code=code)


def test_an_officer_plans_a_visit_and_a_cancelled_facility_is_refused(cast: Cast, facility: Facility) -> None:
    with as_actor(cast.officer):
        row = plan_visit(
            by=cast.officer, facility_id=facility.pk, kind="PATROL", planned_on=date(2026, 5, 12)
        )
        assert row.state == VisitState.PLANNED and row.inspectors.get().user_id == cast.officer.user_id
        with pytest.raises(Refused, match="过去"):
            plan_visit(by=cast.officer, facility_id=facility.pk, kind="PATROL", planned_on=date(2026, 5, 6))
        with pytest.raises(Refused):
            plan_visit(by=cast.officer, facility_id=facility.pk, kind="SELF_CHECK", planned_on=TODAY)
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=facility.pk).update(state="CANCELLED")
    with as_actor(cast.officer), pytest.raises(FacilityEnded):
        plan_visit(by=cast.officer, facility_id=facility.pk, kind="PATROL", planned_on=date(2026, 5, 12))
    with as_actor(cast.officer), pytest.raises(FacilityEnded):
        start_visit(by=cast.officer, visit_id=row.pk)


def test_nobody_of_another_place_plans_or_starts(cast: Cast, facility: Facility) -> None:
    with as_actor(cast.neighbour), pytest.raises(Facility.DoesNotExist):
        start_visit(by=cast.neighbour, facility_id=facility.pk, kind="PATROL")
    police = cast.official(ZHANGGONG, DepartmentKind.POLICE, Role.OFFICER)
    with as_actor(police), pytest.raises(NotAllowed):
        start_visit(by=police, facility_id=facility.pk, kind="PATROL")


def test_a_visit_asks_what_concerns_the_facility_and_never_what_a_draft_says(cast: Cast) -> None:
    home = filed(cast, entity_kind=EntityKind.FAMILY_CHILDCARE_HOME, name="示例·家庭托育点")
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=home.pk).update(meals="NONE")
    visit = started(cast.officer, home, "JOINT_INSPECTION")
    with as_actor(cast.officer):
        codes = set(VisitItem.objects.filter(visit=visit).values_list("code", flat=True))
    assert "CN-SITE-2" in codes
    assert not codes & {"CN-STAF-2", "CN-SITE-3", "CN-FOOD-1", "CN-FOOD-2"}
    drafts = {item.code for item in law.checklist(BINJIANG, "JOINT_INSPECTION", TODAY)}
    assert "HZBJ-FIRE-1" not in drafts and "CN-FIRE-2" in drafts


def test_a_visit_keeps_the_checklist_it_started_with(cast: Cast, facility: Facility) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        before = list(VisitItem.objects.filter(visit=visit).values_list("code", "asked").order_by("position"))
        forget()
        answered(cast.officer, visit)
        after = list(VisitItem.objects.filter(visit=visit).values_list("code", "asked").order_by("position"))
    assert before == after
    assert visit.checklist["items"] == len(before) and visit.checklist["digest"]
    assert set(visit.checklist["packs"]) == {"CN"}


def test_the_same_answer_twice_is_one_and_an_older_one_of_the_phone_does_not_stand(
    cast: Cast, facility: Facility
) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        item = item_of(visit, "CN-FIRE-2")
        first = said(item, "NO", note="两具过期", sequence=10)
        assert answer_item(by=cast.officer, visit_id=visit.pk, said=first).version == 1
        assert answer_item(by=cast.officer, visit_id=visit.pk, said=first).version == 1
        newer = said(item, "YES", sequence=12, base=0)
        assert answer_item(by=cast.officer, visit_id=visit.pk, said=newer).version == 2
        late = said(item, "NO", note="旧", sequence=11, base=0)
        stands = answer_item(by=cast.officer, visit_id=visit.pk, said=late)
        assert (stands.answer, stands.version) == ("YES", 2)
        assert list(VisitAnswer.objects.order_by("id").values_list("sequence", "taken")) == [
            (10, True),
            (12, True),
            (11, False),
        ]


def test_two_inspectors_on_one_item_are_told_of_each_other(cast: Cast, facility: Facility) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        item = item_of(visit, "CN-FIRE-2")
        answer_item(by=cast.officer, visit_id=visit.pk, said=said(item, "YES", device="phone-a"))
    with as_actor(cast.head):
        theirs = said(item, "NO", note="一具失效", device="phone-b", base=0)
        with pytest.raises(AnswerConflict) as error:
            answer_item(by=cast.head, visit_id=visit.pk, said=theirs)
        assert error.value.extra["item"].answer == "YES" and cast.officer.name in str(error.value.message)
        same = said(item, "YES", device="phone-b", base=0)
        assert answer_item(by=cast.head, visit_id=visit.pk, said=same).answer == "YES"
        mine = said(item, "NO", note="一具失效", device="phone-c", base=2)
        assert answer_item(by=cast.head, visit_id=visit.pk, said=mine).answer == "NO"


def test_a_number_below_the_minimum_does_not_meet_and_letters_are_refused(
    cast: Cast, facility: Facility
) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        item = item_of(visit, "CN-SAFE-1")
        kept = answer_item(by=cast.officer, visit_id=visit.pk, said=said(item, "", value="49", note="仅49天"))
        assert (kept.answer, kept.value) == ("NO", "49")
        with pytest.raises(Refused, match="整数"):
            answer_item(by=cast.officer, visit_id=visit.pk, said=said(item, "", value="四十九"))


def test_a_photo_is_kept_with_its_time_and_forty_megabytes_are_refused_in_words(
    cast: Cast, facility: Facility
) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        file = SimpleUploadedFile("灭火器.jpg", photo(), "image/jpeg")
        kept = add_photo(by=cast.officer, visit_id=visit.pk, code="CN-FIRE-2", upload=file, key="p1")
        file.seek(0)
        again = add_photo(by=cast.officer, visit_id=visit.pk, code="CN-FIRE-2", upload=file, key="p1")
        assert kept == again and VisitPhoto.objects.count() == 1
        large = SimpleUploadedFile("大图.jpg", b"\xff\xd8\xff" + b"0" * 40_000_000, "image/jpeg")
        with pytest.raises(Refused, match=r"40.*20"):
            add_photo(by=cast.officer, visit_id=visit.pk, code="CN-FIRE-2", upload=large, key="p2")


def test_a_back_dated_visit_needs_a_reason_and_is_refused_beyond_the_limit(
    cast: Cast, facility: Facility
) -> None:
    with as_actor(cast.officer):
        given = {"by": cast.officer, "facility_id": facility.pk, "kind": "PATROL"}
        with pytest.raises(Refused, match="晚于今天"):
            start_visit(**given, visited_on=date(2026, 5, 8))
        with pytest.raises(Refused, match="7"):
            start_visit(**given, visited_on=date(2026, 4, 29))
        with pytest.raises(Refused, match="补录"):
            start_visit(**given, visited_on=date(2026, 5, 4))
        row = start_visit(**given, visited_on=date(2026, 5, 4), because="当天现场没有网络")
        assert (row.visited_on, row.backdated_because) == (date(2026, 5, 4), "当天现场没有网络")


def test_one_start_on_a_phone_is_one_visit(cast: Cast, facility: Facility) -> None:
    with as_actor(cast.officer):
        given = {"by": cast.officer, "facility_id": facility.pk, "kind": "PATROL", "client_key": "s1"}
        assert start_visit(**given) == start_visit(**given)
        assert Visit.objects.count() == 1


def test_a_visit_does_not_end_before_every_item_is_answered_and_every_problem_said(
    cast: Cast, facility: Facility
) -> None:
    visit = started(cast.officer, facility)
    with as_actor(cast.officer):
        with pytest.raises(Refused) as error:
            finish_visit(by=cast.officer, visit_id=visit.pk)
        assert error.value.code == "UNANSWERED" and "CN-FIRE-2" in error.value.extra["items"]
    answered(cast.officer, visit)
    with as_actor(cast.officer):
        item = item_of(visit, "CN-FIRE-2")
        answer_item(by=cast.officer, visit_id=visit.pk, said=said(item, "NO"))
        with pytest.raises(Refused) as error:
            finish_visit(by=cast.officer, visit_id=visit.pk)
        assert (error.value.code, error.value.extra["items"]) == ("UNSAID", ["CN-FIRE-2"])
        assert Finding.objects.count() == 0


def test_what_does_not_meet_is_ordered_and_what_a_recommended_standard_advises_is_not(
    cast: Cast, facility: Facility
) -> None:
    findings = finished(
        cast.officer, facility, kind="JOINT_INSPECTION", CN_FIRE_2="一具失效", CN_MGMT_2="没有投保"
    )
    assert [(row.code, row.severity, row.due_on) for row in findings] == [
        ("CN-FIRE-2", "BLOCK", date(2026, 5, 13))
    ]
    assert findings[0].order_number == "章贡托改 2026-0001"
    with as_actor(cast.officer):
        paper = Paper.objects.get(kind="FINDING_ORDER")
        assert "一具失效" in paper.snapshot["items"][0]["text"]


def test_the_facility_signs_or_refuses_and_the_record_says_so(cast: Cast, facility: Facility) -> None:
    finished(cast.officer, facility, CN_FIRE_2="一具失效")
    operator = cast.operator(facility)
    with nation_scope(reason="a test looks"):
        visit = Visit.objects.get()
    assert visit.state == VisitState.TO_SIGN
    with pytest.raises(Refused, match="为什么"):
        signed(cast.officer, visit, how="REFUSED")
    done = signed(operator, visit, note="已知悉")
    assert (done.state, done.acknowledgement) == (VisitState.DONE, "SIGNED")
    with as_actor(cast.officer):
        snapshot = Paper.objects.get(kind="INSPECTION_RECORD").snapshot
    assert "示例·王园，已签字" in snapshot["acknowledged"]
    assert [row["text"] for row in snapshot["rows"] if "灭火器" in row["title"]] == ["不符合\n一具失效"]
    with as_actor(cast.officer), pytest.raises(IllegalTransition):
        cancel_visit(by=cast.officer, visit_id=visit.pk, reason="误建")


def test_a_self_check_uses_the_same_items_and_orders_nothing(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    with as_actor(operator):
        row = start_self_check(by=operator, facility_id=facility.pk)
        assert start_self_check(by=operator, facility_id=facility.pk) == row
    answered(operator, row, CN_FIRE_2="一具快到期")
    with as_actor(operator):
        done = complete_self_check(by=operator, visit_id=row.pk)
        assert done.state == VisitState.DONE and Finding.objects.count() == 0
    other = cast.operator(cast.facility(region=NANKANG), name="someone-else")
    with as_actor(other), pytest.raises(Visit.DoesNotExist):
        complete_self_check(by=other, visit_id=row.pk)


def test_a_self_check_cannot_be_finished_as_a_visit(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    with as_actor(operator):
        row = start_self_check(by=operator, facility_id=facility.pk)
    answered(operator, row)
    with as_actor(operator), pytest.raises(WrongState):
        finish_visit(by=operator, visit_id=row.pk)


def test_planned_visits_fall_away_with_the_facility(cast: Cast, facility: Facility) -> None:
    with as_actor(cast.officer):
        row = plan_visit(
            by=cast.officer, facility_id=facility.pk, kind="PATROL", planned_on=date(2026, 5, 12)
        )
        set_state(by=cast.officer, facility=facility, state="CANCELLED", event="facility.cancelled")  # type: ignore[arg-type]
        row.refresh_from_db()
    assert row.state == VisitState.CANCELLED


def test_an_item_that_asks_for_a_picture_keeps_the_visit_open_until_it_has_one(
    cast: Cast, facility: Facility
) -> None:
    """What the checklist wants photographed: the fire certificate and the air report of a yearly inspection."""
    visit = started(cast.officer, facility, "ANNUAL_INSPECTION")
    with as_actor(cast.officer):
        wanted = {item.code for item in visit.items.all() if item.asked["photo"]}
        assert wanted == {"CN-FIRE-1", "CN-SITE-5"}
        for item in visit.items.order_by("position"):
            answer_item(by=cast.officer, visit_id=visit.pk, said=said(item))
        with pytest.raises(Refused) as refused:
            finish_visit(by=cast.officer, visit_id=visit.pk)
        assert refused.value.code == "NO_PHOTO" and set(refused.value.extra["items"]) == wanted
        for code in sorted(wanted):
            file = SimpleUploadedFile(f"{code}.jpg", photo(), "image/jpeg")
            add_photo(by=cast.officer, visit_id=visit.pk, code=code, upload=file, key=code)
        row, _findings = finish_visit(by=cast.officer, visit_id=visit.pk)
        assert row.state == "TO_SIGN"


def test_an_item_that_does_not_apply_needs_no_picture(cast: Cast, facility: Facility) -> None:
    visit = started(cast.officer, facility, "ANNUAL_INSPECTION")
    with as_actor(cast.officer):
        for item in visit.items.order_by("position"):
            answer_item(
                by=cast.officer, visit_id=visit.pk, said=said(item, "NA" if item.asked["photo"] else "YES")
            )
        assert finish_visit(by=cast.officer, visit_id=visit.pk)[0].state == "TO_SIGN"
