"""Publishing: idempotent, append-only, seen by every process, refused to people; lookups cost no query."""

import copy
import subprocess
import sys
import time
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.actors import ANONYMOUS, system_actor
from accounts.errors import NotAllowed
from audit.models import AuditEvent
from policy import queries
from policy.errors import LawNotLoaded
from policy.loader.calendar import arrangement_entries
from policy.loader.packs import PackFile, read_packs
from policy.models import CalendarDay, CalendarVersion, LawStamp, PackVersion
from policy.workflow import publish_calendar, publish_pack
from regions.scope import nation_scope
from tests.policy.places import GANZHOU, JILIN, ZHANGGONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_of_the_database")]
BY = system_actor("test")
APPROVED = date(2026, 4, 28)


def changed(code: str, **days: int) -> PackFile:
    pack = read_packs()[code]
    content = copy.deepcopy(pack.content)
    for rule in content["deadlines"]:
        if rule["name"] in days:
            rule["days"] = days[rule["name"]]
    return PackFile(code, content, "0" * 64, pack.file)


def publish(pack: PackFile) -> PackVersion | None:
    return publish_pack(
        by=BY,
        code=pack.code,
        content=pack.content,
        version=pack.version,
        digest=pack.digest,
        status=pack.status,
        valid_from=date.fromisoformat(pack.valid_from),
    )


def test_loading_again_changes_nothing() -> None:
    before = (PackVersion.objects.count(), CalendarVersion.objects.count(), LawStamp.objects.get().number)
    call_command("load_packs", verbosity=0)
    call_command("load_calendar", verbosity=0)
    assert (
        PackVersion.objects.count(),
        CalendarVersion.objects.count(),
        LawStamp.objects.get().number,
    ) == before
    assert len(queries.versions()) == 11


def test_a_new_version_takes_effect_and_the_old_one_stays(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    old = queries.deadline(ZHANGGONG, "filing", APPROVED)
    with django_capture_on_commit_callbacks(execute=True):
        publish(changed("360700", filing=8))
    new = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert (old.days, new.days) == (10, 8)
    assert new.policy["version"] == "2022-02-18.00000000" == queries.versions()["360700"]
    kept = PackVersion.objects.get(code="360700", version=old.policy["version"])
    assert kept.content == read_packs()["360700"].content
    with nation_scope(reason="test"):
        event = AuditEvent.objects.filter(event="policy.pack_published").latest("id")
    assert (event.region_id, event.data["version"]) == (GANZHOU, new.policy["version"])


def test_an_earlier_content_comes_back_as_a_new_version(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    original = read_packs()["360700"]
    with django_capture_on_commit_callbacks(execute=True):
        publish(changed("360700", filing=8))
        assert publish(original) is not None
        assert publish(original) is None, "it is the last one already"
    again = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert (again.days, again.policy["version"]) == (10, f"{original.version}.2")
    assert PackVersion.objects.filter(code="360700").count() == 3


def test_u56_a_value_that_changes_from_a_date_on_leaves_past_cases_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pack = changed("360700")
    [filing] = [r for r in pack.content["deadlines"] if r["name"] == "filing"]
    later = {**copy.deepcopy(filing), "days": 7, "valid_from": "2026-05-01"}
    filing["valid_to"] = "2026-04-30"
    pack.content["deadlines"].append(later)
    with django_capture_on_commit_callbacks(execute=True):
        publish(pack)
    assert queries.deadline(ZHANGGONG, "filing", date(2026, 4, 30)).days == 10
    assert queries.deadline(ZHANGGONG, "filing", date(2026, 5, 1)).days == 7


def test_u27_a_new_arrangement_makes_provisional_dates_firm(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 12, 29))
    entry = {
        "label": "2027-1",
        "year": 2027,
        "document": "示例〔2026〕1号",
        "published_on": "2026-11-20",
        "known_from": "2026-11-20",
        "off": {"NEW_YEAR": ["2027-01-01/2027-01-03"]},
        "work": {"NEW_YEAR": ["2026-12-27"]},
    }
    entry["off"] = {"NEW_YEAR": ["2026-12-31/2027-01-02"]}
    entry["work"] = {"NEW_YEAR": ["2027-01-03"]}
    with django_capture_on_commit_callbacks(execute=True):
        [version] = publish_calendar(by=BY, entries=[*arrangement_entries(), entry])
    after = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 12, 29))
    assert (version.label, version.document) == ("2027-1", "示例〔2026〕1号")
    assert (str(before.due_on), before.status) == ("2027-01-06", "PROVISIONAL")
    assert (str(after.due_on), after.status, after.calendar_version) == (
        "2027-01-06",
        "FIRM",
        "2026-1+2027-1",
    )
    assert before.counted_days != after.counted_days
    earlier = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 12, 29), known_on=date(2026, 11, 19))
    assert earlier.as_json() == before.as_json()
    assert CalendarDay.objects.get(day="2027-01-03").kind == "MAKEUP"


def test_the_table_of_days_is_the_calendar_of_the_code() -> None:
    calendar = queries.working_calendar()
    rows = list(CalendarDay.objects.order_by("day"))
    assert [(r.day, r.working, r.ordinal, r.kind, r.published) for r in rows] == [
        (d.on, d.working, d.ordinal, d.kind.value, d.published) for d in calendar.days()
    ]
    labour = CalendarDay.objects.get(day="2026-05-04")
    assert (labour.name, labour.version) == ("劳动节", "2026-1")


def test_a_lookup_costs_no_query_once_the_law_is_loaded(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    queries.deadline(ZHANGGONG, "filing", APPROVED)
    with django_assert_num_queries(0):
        for place in (ZHANGGONG, JILIN):
            answer = queries.deadline(place, "filing", APPROVED)
            queries.explain(answer, APPROVED)
            queries.registrars(place, "FOR_PROFIT", APPROVED)
            queries.materials(place, APPROVED)
            queries.standards(place, APPROVED)
            queries.office(place, "HEALTH")
            queries.working_days_between(APPROVED, date(2026, 5, 14))
            queries.clause("GZ-3.3.1-f")


def test_the_copy_of_a_process_is_checked_again_after_a_while(settings: Any) -> None:
    queries.deadline(ZHANGGONG, "filing", APPROVED)
    settings.POLICY_RECHECK_SECONDS = 0
    publish(changed("360700", filing=8))  # the callback of the commit does not run here: another process
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8


def test_nobody_but_the_platform_publishes() -> None:
    with pytest.raises(NotAllowed):
        publish_calendar(by=ANONYMOUS, entries=arrangement_entries())
    pack = read_packs()["CN"]
    with pytest.raises(NotAllowed):
        publish_pack(
            by=ANONYMOUS,
            code="CN",
            content=pack.content,
            version="x",
            digest="x",
            status="IN_FORCE",
            valid_from=APPROVED,
        )


def test_without_any_law_the_question_is_refused() -> None:
    PackVersion.objects.all().delete()
    with pytest.raises(LawNotLoaded):
        queries.deadline(ZHANGGONG, "filing", APPROVED)


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_publication_within_a_second(settings: Any) -> None:
    """Two real processes: this one holds the law, the other publishes."""
    settings.POLICY_RECHECK_SECONDS = 1.0
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10
    code = (
        "import django; django.setup();"
        "from django.db import connection;"
        f"connection.settings_dict['NAME'] = {connection.settings_dict['NAME']!r};"
        "from tests.policy.test_workflow import changed, publish; publish(changed('360700', filing=8))"
    )
    try:
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
        assert _eventually(lambda: queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8)
    finally:
        PackVersion.objects.filter(version="2022-02-18.00000000").delete()
        queries.forget()


def _eventually(check: Any) -> bool:
    end = time.monotonic() + 2
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.2)
    return False
