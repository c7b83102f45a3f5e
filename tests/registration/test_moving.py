"""A facility lies elsewhere: another street by its change filing, another district by the common ancestor's head."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed, Stale
from audit.models import AuditEvent
from facilities.models import Facility, FacilityResidence, PublicFacility
from kernel import clock
from obligations.models import Obligation
from regions.models import Region, Scoped
from regions.queries import streets
from regions.scope import nation_scope
from registration.enums import FilingKind, Verdict
from registration.errors import Incomplete, WrongState
from registration.models import Filing, FilingMaterial
from registration.workflow import drafting, reviewing, starting, submitting
from registration.workflow.moving import move_to_division
from reporting.models import FigureTouch
from tests.cast import GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, OUHAI, ZHANGGONG, Cast, as_actor
from tests.filing import FORM, hand_in_everything
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, operator_of, submitted
from tests.registration.pushes import registrar, stated

LATER = datetime(2026, 6, 3, 9, tzinfo=clock.ZONE)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


@pytest.fixture
def there(cast: Cast) -> Region:
    """A street of 南康区, which has a health authority of its own."""
    cast.neighbour  # noqa: B018  the office must exist
    return streets(NANKANG)[0]


def other_street() -> Region:
    return next(street for street in streets(ZHANGGONG) if street.pk != JIEFANG_STREET)


def found(filing: Filing) -> Facility:
    with nation_scope(reason="a test looks"):
        return Facility.objects.get(pk=filing.facility_id)


def homes(facility: Facility) -> list[tuple[int, str, str]]:
    with nation_scope(reason="a test looks"):
        rows = FacilityResidence.objects.filter(facility_id=facility.pk).order_by("valid_from", "id")
        return [(row.region_id, str(row.valid_from), str(row.valid_to)) for row in rows]


def places_of_rows(facility: Facility) -> set[int]:
    """The divisions in which the rows of a facility lie; residences, trail and what was noted for the figures aside."""
    found: set[int] = set()
    with nation_scope(reason="a test looks"):
        for model in Scoped.__subclasses__():
            if model._meta.app_label == "audit" or model in (FacilityResidence, FigureTouch):
                continue
            column = model.facility_column()
            if column and model is not Facility:
                rows = model._default_manager.filter(**{column: facility.pk})
                found |= set(rows.values_list("region_id", flat=True))
    return found


def issue(cast: Cast, filing: Filing) -> None:
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)


def file_change(cast: Cast, filing: Filing, kind: str = FilingKind.CHANGE, **form: Any) -> Filing:
    """A change filing of a filed facility, handed in and decided on 3 June."""
    operator = operator_of(cast, filing)
    with clock.frozen(LATER):
        with as_actor(operator):
            change = starting.start_filing(by=operator, facility_id=filing.facility_id, kind=kind)
            drafting.save_draft(by=operator, filing_id=change.pk, form={**FORM, **form})
            hand_in_everything(operator, change)
            submitting.submit(by=operator, filing_id=change.pk)
        with as_actor(cast.officer):
            for row in FilingMaterial.objects.filter(filing=change, applicable=True):
                reviewing.give_verdict(
                    by=cast.officer, filing_id=change.pk, code=row.code, verdict=Verdict.OK
                )
            reviewing.issue_receipt(by=cast.officer, filing_id=change.pk)
    return change


def move(by: Actor, filing: Filing, region: Region, **facts: Any) -> Facility:
    with as_actor(by):
        return move_to_division(
            by=by, facility_id=filing.facility_id, region=region, **({"reason": "搬迁"} | facts)
        )


@pytest.mark.parametrize("kind", [FilingKind.CHANGE, FilingKind.RELOCATION])
def test_an_accepted_change_moves_the_facility_to_its_new_street_with_everything_it_has(
    cast: Cast, filing: Filing, kind: str
) -> None:
    issue(cast, filing)
    street = other_street()
    file_change(cast, filing, kind, street=street.pk, address="新址 2 号")
    facility = found(filing)
    assert (facility.region_id, facility.address) == (street.pk, "新址 2 号")
    assert homes(facility) == [
        (JIEFANG_STREET, "2026-04-28", "2026-06-03"),
        (street.pk, "2026-06-03", "None"),
    ]
    assert places_of_rows(facility) == {street.pk}
    assert PublicFacility.objects.get(pk=facility.pk).region_id == street.pk
    with nation_scope(reason="a test looks"):
        assert AuditEvent.objects.filter(event="facility.street_changed", subject_id=facility.pk).count() == 1


def test_the_street_of_a_first_filing_puts_right_what_the_registration_said(cast: Cast) -> None:
    street = other_street()
    filing = submitted(cast, form={"street": street.pk})
    issue(cast, filing)
    facility = found(filing)
    assert facility.region_id == street.pk
    assert homes(facility) == [(street.pk, "2026-04-28", "None")], "nothing moved, so there is no history"
    assert places_of_rows(facility) == {street.pk}


def test_a_change_in_the_same_street_moves_nothing(cast: Cast, filing: Filing) -> None:
    issue(cast, filing)
    file_change(cast, filing, street=JIEFANG_STREET)
    assert homes(found(filing)) == [(JIEFANG_STREET, "2026-04-28", "None")]


def test_the_head_of_the_city_moves_a_facility_with_its_open_work(
    cast: Cast, filing: Filing, there: Region
) -> None:
    with as_actor(cast.officer):
        reviewing.take(by=cast.officer, filing_id=filing.pk)
    with nation_scope(reason="a test looks"):
        before = {d.rule: d.due_on for d in Obligation.objects.filter(subject_id=filing.pk, status="OPEN")}
    move(cast.city, filing, there)
    facility = found(filing)
    assert facility.region_id == there.pk and places_of_rows(facility) == {there.pk}
    assert homes(facility) == [(JIEFANG_STREET, "2026-04-28", "2026-05-07"), (there.pk, "2026-05-07", "None")]
    with nation_scope(reason="a test looks"):
        rows = list(Obligation.objects.filter(subject_id=filing.pk, status="OPEN"))
        assert {d.rule: d.due_on for d in rows} == before, "what was announced stays"
        assert {d.owner_id for d in rows} == {cast.neighbour.department_id}
        assert {d.assignee_id for d in rows} == {None}
        assert Filing.objects.get(pk=filing.pk).reviewer_id is None
        event = AuditEvent.objects.get(event="facility.moved", subject_id=facility.pk)
        assert (event.reason, event.actor_id) == ("搬迁", cast.city.user_id)
    assert signed_in(cast.officer).get(f"/filings/{filing.pk}/").status_code == 404
    page = text(signed_in(cast.neighbour).get(f"/filings/{filing.pk}/"))
    assert "5月11日" in page
    checked_there(cast, filing)


def checked_there(cast: Cast, filing: Filing) -> None:
    """The officers of the new place decide: the number is one of theirs."""
    with as_actor(cast.neighbour):
        for row in FilingMaterial.objects.filter(filing=filing, applicable=True):
            reviewing.give_verdict(by=cast.neighbour, filing_id=filing.pk, code=row.code, verdict=Verdict.OK)
        receipt = reviewing.issue_receipt(by=cast.neighbour, filing_id=filing.pk)
    assert receipt.number.startswith("南康托备")


def test_a_facility_that_moves_away_and_back_on_one_day_is_where_it_was(
    cast: Cast, filing: Filing, there: Region
) -> None:
    home = Region.objects.get(pk=JIEFANG_STREET)
    move(cast.city, filing, there)
    move(cast.city, filing, home)
    move(cast.city, filing, there)
    assert found(filing).region_id == there.pk
    assert [row for row in homes(found(filing)) if row[2] == "None"] == [(there.pk, "2026-05-07", "None")]


def test_its_operator_keeps_it_wherever_it_lies(cast: Cast, filing: Filing, there: Region) -> None:
    move(cast.city, filing, there)
    assert filing.facility.name in text(signed_in(operator_of(cast, filing)).get("/operator/"))


@pytest.mark.parametrize(
    ("region", "kind", "role"),
    [
        (ZHANGGONG, DepartmentKind.HEALTH, Role.HEAD),
        (NANKANG, DepartmentKind.HEALTH, Role.HEAD),
        (GANZHOU, DepartmentKind.HEALTH, Role.OFFICER),
        (OUHAI, DepartmentKind.HEALTH, Role.HEAD),
        (ZHANGGONG, DepartmentKind.ADMIN_APPROVAL, Role.REGISTRAR),
    ],
)
def test_nobody_but_a_head_above_both_places_moves_between_districts(
    cast: Cast, filing: Filing, there: Region, region: int, kind: DepartmentKind, role: Role
) -> None:
    by = cast.official(region, kind, role)
    with pytest.raises((NotAllowed, Facility.DoesNotExist)):
        move(by, filing, there)
    assert found(filing).region_id == JIEFANG_STREET


def test_the_head_of_the_province_may_too_and_the_head_of_the_district_moves_inside_it(
    cast: Cast, filing: Filing, there: Region
) -> None:
    street = other_street()
    assert move(cast.head, filing, street).region_id == street.pk
    province = cast.official(JIANGXI, DepartmentKind.HEALTH, Role.HEAD)
    assert move(province, filing, there).region_id == there.pk


def test_what_cannot_be_is_refused_and_changes_nothing(cast: Cast, filing: Filing, there: Region) -> None:
    home, city = Region.objects.get(pk=JIEFANG_STREET), Region.objects.get(pk=GANZHOU)
    for facts, error in (
        ({"region": there, "reason": "  "}, Incomplete),
        ({"region": home}, Incomplete),
        ({"region": city}, Incomplete),
        ({"region": there, "version": 99}, Stale),
    ):
        with pytest.raises(error):
            move(cast.city, filing, **facts)  # type: ignore[arg-type]
    assert homes(found(filing)) == [(JIEFANG_STREET, "2026-04-28", "None")]


def test_where_no_office_could_take_over_the_work_the_facility_stays(cast: Cast, filing: Filing) -> None:
    nowhere = streets(360704000000)[0]
    with pytest.raises(DomainError) as refusal:
        move(cast.city, filing, nowhere)
    assert refusal.value.code == "NO_OFFICE"
    assert found(filing).region_id == JIEFANG_STREET


def test_a_facility_whose_push_is_awaited_stays_until_it_came(cast: Cast, there: Region) -> None:
    facility = stated(cast, registrar(cast, ZHANGGONG, DepartmentKind.ADMIN_APPROVAL))
    with as_actor(cast.city), pytest.raises(WrongState):
        move_to_division(by=cast.city, facility_id=facility.pk, region=there, reason="搬迁")


def test_an_ended_facility_does_not_move(cast: Cast, filing: Filing, there: Region) -> None:
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=filing.facility_id).update(state="CANCELLED")
    with pytest.raises(WrongState):
        move(cast.city, filing, there)


# The page.


@pytest.fixture
def city(cast: Cast) -> Client:
    return signed_in(cast.city)


def page_of(filing: Filing) -> str:
    return f"/facilities/{filing.facility_id}/move/"


def test_the_page_says_what_becomes_of_the_open_work_and_moves(
    city: Client, cast: Cast, filing: Filing, there: Region
) -> None:
    assert "迁往其他辖区" in text(city.get(f"/facilities/{filing.facility_id}/"))
    page = text(city.get(page_of(filing) + f"?district={NANKANG}"))
    assert there.name in page and "出具备案回执" in page
    given = {
        "district": NANKANG,
        "street": there.pk,
        "reason": "经营场所搬迁",
        "version": found(filing).version,
    }
    answer = city.post(page_of(filing), given, follow=True)
    assert "已迁至" in text(answer) and found(filing).region_id == there.pk
    history = text(city.get(f"/facilities/{filing.facility_id}/?tab=history"))
    assert "已迁至其他辖区" in history and "经营场所搬迁" in history


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"street": ""}, "必填"),
        ({"street": "999999999999"}, "999999999999"),
        ({"street": "abc"}, "abc"),
        ({"street": str(JIEFANG_STREET), "district": str(ZHANGGONG)}, "本来就在"),
        ({"district": str(OUHAI), "street": ""}, "必填"),
        ({"reason": ""}, "必填"),
        ({"reason": "字" * 501}, "500"),
        ({"version": "99"}, "已被他人修改"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    city: Client, filing: Filing, there: Region, given: dict[str, str], said: str
) -> None:
    values = {
        "district": str(NANKANG),
        "street": str(there.pk),
        "reason": "搬迁原因甲",
        "version": "",
    } | given
    answer = city.post(page_of(filing), values)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert values["reason"] in page
    assert found(filing).region_id == JIEFANG_STREET


def test_the_head_of_a_district_is_offered_its_own_streets_only(
    cast: Cast, filing: Filing, there: Region
) -> None:
    page = text(signed_in(cast.head).get(page_of(filing)))
    assert other_street().name in page and there.name not in page
    given = {"district": NANKANG, "street": there.pk, "reason": "x"}
    assert signed_in(cast.head).post(page_of(filing), given).status_code == 422


def test_an_officer_is_not_offered_the_move(cast: Cast, filing: Filing) -> None:
    officer = signed_in(cast.officer)
    assert "迁往其他辖区" not in text(officer.get(f"/facilities/{filing.facility_id}/"))
    assert officer.get(page_of(filing)).status_code == 403
