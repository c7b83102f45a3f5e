"""Before a calendar is published everybody's old and new date can be seen; afterwards they are counted anew in the background."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from kernel import clock
from obligations.models import Obligation, Recount
from obligations.queries.preview import Trial, preview_counts, preview_page
from obligations.workflow import open_obligation, recounting, work_on_recounts
from obligations.workflow.recounting import Outcome
from policy import queries
from policy.models import Proposal
from policy.rules.arrangements import Notice
from policy.workflow import approve, draft_calendar, publish_calendar, submit
from regions.scope import nation_scope
from tests.cast import OUHAI, ZHANGGONG, Cast, as_actor
from tests.obligations.test_officer_calendar import ARRANGEMENT_2027
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db
R = Role.POLICY_ADMIN
RULES = ("filing_receipt", "filing", "noncompliance_notice")


@pytest.fixture
def today() -> Iterator[datetime]:
    with clock.frozen(datetime(2026, 12, 30, 10, tzinfo=clock.ZONE)) as now:
        yield now


@pytest.fixture(autouse=True)
def law_of_the_database(today: datetime) -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def nation(cast: Cast) -> Actor:
    return cast.official(0, DepartmentKind.HEALTH, R)


@pytest.fixture
def second(cast: Cast) -> Actor:
    return cast.official(0, DepartmentKind.NDRC_LOCAL, R)


def duties(cast: Cast, officer: Actor, region: int) -> dict[str, Obligation]:
    """A receipt and a notice of the office and a filing of a facility, all counted across the year end."""
    facility = cast.facility(region)
    with clock.frozen(datetime(2026, 12, 29, 10, tzinfo=clock.ZONE)), as_actor(officer):
        return {
            rule: open_obligation(
                by=officer,
                rule=rule,
                subject=facility,
                trigger=clock.now(),
                trigger_event="filing_materials_received",
                owner=cast.department(officer.region_id, DepartmentKind.HEALTH) if rule != "filing" else None,
                facility_id=facility.pk,
            )
            for rule in RULES
        }


def proposed(by: Actor) -> Proposal:
    """The arrangement of the calendar tests, as a proposal: Saturday 9 January works."""
    day = date.fromisoformat
    notice = Notice(
        label="2027-1",
        year=2027,
        document="试验",
        published_on=day("2026-12-30"),
        off={"NEW_YEAR": ((day("2027-01-01"), day("2027-01-03")),)},
        work={"NEW_YEAR": (day("2027-01-09"),)},
    )
    with as_actor(by):
        row = draft_calendar(by=by, notice=notice)
        return submit(by=by, proposal_id=row.pk, document="", reason="公布")


def dates() -> dict[str, Any]:
    with nation_scope(reason="a test looks"):
        return {row.rule: row.due_on for row in Obligation.objects.order_by("id")}


def test_the_preview_tells_exactly_what_will_happen(cast: Cast, nation: Actor, second: Actor) -> None:
    duties(cast, cast.officer, ZHANGGONG)
    row = proposed(nation)
    with as_actor(nation):
        foretold = {m.id: (m.was, m.due_on, m.status) for m in preview_page(Trial.of(row.content), {}).rows}
        counts = preview_counts(Trial.of(row.content), nation.region_id)
    before = dates()
    with as_actor(second):
        approve(by=second, proposal_id=row.pk)
    assert work_on_recounts() is Outcome.DONE
    with nation_scope(reason="a test looks"):
        moved = {o.pk: (o.moved_from, o.due_on, o.due_status) for o in Obligation.objects.all()}
    assert moved == foretold and set(foretold) == set(moved)
    assert dates()["filing"] == before["filing"] == date(2027, 1, 13), "a facility's date is never earlier"
    assert dates()["noncompliance_notice"] == date(2027, 1, 19) < before["noncompliance_notice"]
    job = Recount.objects.latest("id")
    assert (job.later, job.earlier, job.firm, job.kept) == (0, 1, 2, 1) and job.finished_at
    [region] = counts
    assert (region.total, region.facilities, region.earlier, region.firm, region.kept) == (3, 1, 1, 2, 1)


def test_a_preview_writes_nothing_and_shows_the_regions_of_the_scope(cast: Cast, nation: Actor) -> None:
    duties(cast, cast.officer, ZHANGGONG)
    duties(cast, cast.stranger, OUHAI)
    before, row = dates(), proposed(nation)
    page = text(signed_in(nation).get(f"/calendar/proposals/{row.pk}/effects/"))
    assert "江西省" in page and "浙江省" in page and "2027-01-20" in page and "2027-01-19" in page
    assert "机构的期限不提前" in page
    part = signed_in(nation).get(f"/calendar/proposals/{row.pk}/effects/", headers={"HX-Request": "true"})
    assert "涉及 5 项未办结的期限。" in part.content.decode() and "<html" not in part.content.decode()
    assert dates() == before
    for actor in (cast.official(ZHANGGONG, DepartmentKind.HEALTH, R), cast.officer):
        answer = signed_in(actor).get(f"/calendar/proposals/{row.pk}/effects/")
        assert answer.status_code in (403, 404)


def test_the_preview_is_paged_and_costs_the_same_for_any_number(cast: Cast, nation: Actor) -> None:
    row = proposed(nation)
    client, address = signed_in(nation), f"/calendar/proposals/{row.pk}/effects/"
    duties(cast, cast.officer, ZHANGGONG)
    one = _queries(client, address)
    for _ in range(20):
        duties(cast, cast.officer, ZHANGGONG)
    assert _queries(client, address) == one
    with as_actor(nation):
        trial = Trial.of(row.content)
        whole = [m.id for m in preview_page(trial, {}, 1000).rows]
        first = preview_page(trial, {}, 50)
        rest = preview_page(trial, {"after": first.next}, 50)
        back = preview_page(trial, {"before": rest.previous}, 50)
    assert [m.id for m in (*first.rows, *rest.rows)] == whole and len(whole) == 63
    assert [m.id for m in back.rows] == [m.id for m in first.rows] and not rest.next


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_counting_goes_on_where_a_killed_worker_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        duties(cast, cast.officer, ZHANGGONG)
    monkeypatch.setattr(recounting, "PORTION", 2)
    publish_calendar(by=system_actor("test"), entries=[ARRANGEMENT_2027])
    assert work_on_recounts(seconds=0) is Outcome.MORE
    recounting._portion()
    half = Recount.objects.latest("id")
    assert half.cursor and not half.finished_at

    def killed(*args: Any, **options: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(recounting, "apply_moves", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            recounting._portion()
    assert Recount.objects.latest("id").cursor == half.cursor
    assert work_on_recounts() is Outcome.DONE
    done = Recount.objects.latest("id")
    assert done.finished_at and done.moved == 9
    assert work_on_recounts() is Outcome.DONE and Recount.objects.latest("id").moved == 9


def test_a_duty_opened_while_the_calendar_was_published_is_counted_by_a_second_pass(
    cast: Cast, settings: Any
) -> None:
    settings.RECOUNT_SETTLES_AFTER = 5
    publish_calendar(by=system_actor("test"), entries=[ARRANGEMENT_2027])
    assert work_on_recounts() is Outcome.LATER
    with nation_scope(reason="a test looks"):
        assert not Recount.objects.latest("id").finished_at
    duties(cast, cast.officer, ZHANGGONG)
    with nation_scope(reason="as if it had been counted by the old calendar"):
        Obligation.objects.filter(rule="noncompliance_notice").update(due_on=date(2027, 1, 20))
    with clock.frozen(datetime(2026, 12, 30, 10, 1, tzinfo=clock.ZONE)):
        assert work_on_recounts() is Outcome.DONE
    assert dates()["noncompliance_notice"] == date(2027, 1, 19)


def test_both_parties_are_told(cast: Cast, nation: Actor, second: Actor) -> None:
    made = duties(cast, cast.officer, ZHANGGONG)
    facility = made["filing"].facility_id
    row = proposed(nation)
    officer = signed_in(cast.officer)
    with as_actor(second):
        approve(by=second, proposal_id=row.pk)
    assert "正在重算" in text(officer.get("/calendar/effects/"))
    work_on_recounts()
    effects = text(officer.get("/calendar/effects/"))
    assert "本单位相关期限有 3 项变动或转为确定" in effects
    assert "本单位相关期限有 3 项变动或转为确定" in text(officer.get("/inbox/"))
    why = text(officer.get(f"/obligations/{made['noncompliance_notice'].pk}/explanation/"))
    assert "由 2027-01-20 改为 2027-01-19" in why and "放假安排 2027-1" in why
    with nation_scope(reason="a test looks"):
        operator = signed_in(cast.operator(Facility.objects.get(pk=facility)))
    home = text(operator.get("/operator/"))
    assert facility and "放假安排 2027-1 已公布" in home and "由 2027-01-20 改为 2027-01-19" in home
    assert "期限 2027-01-13 不变，已确定" in home
    with clock.frozen(datetime(2027, 3, 1, 9, tzinfo=clock.ZONE)):
        assert "变动或转为确定" not in text(officer.get("/inbox/")), "old news is no news"
