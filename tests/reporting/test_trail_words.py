"""What happened to children, staff and money reads in words: no code of the program stands in the trail."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import load_workbook

from accounts.actors import system_actor
from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from audit.wording import EVENTS
from audit.wording.actors import SYSTEM, who
from audit.workflow import record
from facilities.models import Facility
from kernel import clock
from regions.scope import nation_scope
from reporting.trail.names import KINDS
from reporting.trail.presentation import event_context
from reporting.trail.words import shown_value
from staff.enums import Appeal
from staff.workflow import (
    BanFacts,
    Named,
    approve_ban,
    close_unfounded,
    note_appeal,
    open_case,
    propose_ban,
    propose_revocation,
    record_absence,
)
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.isolation.care import settle_in
from tests.pages import signed_in, text
from tests.reporting.test_trail import happened
from tests.sources import tree
from tests.staff.people import employed, somebody

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "audit", "config", "documents", "facilities", "obligations", "policy", "registration", "reporting", "staff", "subsidies")  # fmt: skip
WRITERS = {"record", "note", "on_trail", "_note", "_on_trail", "Transition"}
EXPORTS = {"record_export", "export_response", "_list"}
EVENT = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")


def written() -> Iterator[tuple[str, str]]:
    """Every event that stands in a call which writes to the trail, with its file."""
    for path in (p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts):
        for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            told = [k.value for k in call.keywords if k.arg == "event"]
            told += call.args if name in WRITERS else []
            for each in told:
                if isinstance(each, ast.Constant) and EVENT.fullmatch(str(each.value)):
                    yield str(each.value), path.name
            for k in call.keywords:
                if k.arg == "what" and name in EXPORTS and isinstance(k.value, ast.Constant):
                    yield f"{k.value.value!s}.exported", path.name


def test_every_event_that_the_code_writes_has_words_and_a_kind_in_the_filter() -> None:
    found = dict(written())
    assert len(found) > 120
    assert {event: where for event, where in found.items() if event not in EVENTS} == {}
    lists = {"recognitions", "doubles", "headcount", "stations", "breaches", "proofs", "facilities", "filings", "inbox", "unfiled", "pushes"}  # fmt: skip
    other = {"colleague", "invitation", "activation", "sessions", "password", "personal", "audit"}
    assert {event.partition(".")[0] for event in EVENTS} - set(KINDS) - lists - other == set()


@pytest.fixture
def life(cast: Cast) -> None:
    """Everything that happens to the children, the staff and the money of a facility, once."""
    facility = cast.facility()
    operator, today = cast.operator(facility), clock.today()
    with nation_scope(reason="a test files a facility"):
        Facility.objects.filter(pk=facility.pk).update(state="FILED", filed_on=today)
    settle_in(operator, cast.officer, facility, mark="示例")
    member = employed(operator, facility, somebody("示例·王一"))
    with as_actor(operator):
        record_absence(by=operator, member_id=member.pk, kind="LEAVE", starts_on=today, ends_on=today)
    with as_actor(cast.officer):
        named = [Named(somebody("示例·周一"))]
        case = open_case(by=cast.officer, facility_id=facility.pk, account="示例", named=named)
        close_unfounded(by=cast.officer, case_id=case.pk, outcome="示例")
        ban = propose_ban(
            by=cast.officer,
            person=somebody("示例·郑一"),
            facts=BanFacts("示例 1 号", "示例法院", today, today + timedelta(days=9)),
        )
    with as_actor(cast.head):
        approve_ban(by=cast.head, ban_id=ban.pk)
        note_appeal(by=cast.head, ban_id=ban.pk, appeal=Appeal.PENDING)
        propose_revocation(by=cast.head, ban_id=ban.pk, reason="示例")
    happened("claim.made", data={"amount": 740000, "state": "CHECKING"})
    happened("budget.set", data={"programme": "示例", "year": 2026, "payer": "county", "from": 0, "to": 500})
    happened("staff.blocked", data={"attempt": "filing", "authority": "示例", "place": 360702000000})


def test_facts_of_children_staff_and_money_are_in_words(life: None) -> None:
    with nation_scope(reason="a test reads the whole trail"):
        events = list(AuditEvent.objects.exclude(event__startswith="policy.").order_by("id"))
        kinds = {event.event.partition(".")[0] for event in events}
        raw = {
            f"{event.event}: {fact.name} {fact.value} {fact.before or ''}"
            for event in events
            for fact in event_context(event)["facts"]
            if re.search(r"[A-Za-z]{2,}", f"{fact.name} {fact.value} {fact.before or ''}")
        }
        things = {str(event_context(event)["line"].thing) for event in events}
    assert {"child", "attendance", "fee", "recognition", "station", "staff", "proof", "case", "ban"} <= kinds
    assert sorted(raw) == []
    assert [thing for thing in things if re.search("[A-Za-z]", thing)] == []


def test_money_is_shown_in_yuan_and_a_place_by_its_name(life: None) -> None:
    with nation_scope(reason="a test reads the trail"):
        made = event_context(AuditEvent.objects.get(event="claim.made"))["facts"]
        met = event_context(AuditEvent.objects.get(event="staff.blocked"))["facts"]
    assert [str(fact.value) for fact in made if str(fact.name) == "金额（元）"] == ["7400.00"]
    assert {str(fact.value) for fact in met} == {"备案时", "示例", "章贡区"}


def system_names() -> dict[str, str]:
    """What the code calls the platform where no person acts, with its file."""
    found = {}
    for path in (
        p for app in (*APPS, "inspections", "jobs", "messaging") for p in (ROOT / app).rglob("*.py")
    ):
        for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name == "system_actor":
                (why,) = call.args
                assert isinstance(why, ast.Constant), f"{path.name}: the name has to stand there as it is"
                found[str(why.value)] = path.name
    return found


def test_whatever_the_code_calls_the_platform_has_words_in_both_languages() -> None:
    found = system_names()
    assert len(found) >= 20
    assert {name: where for name, where in found.items() if name not in SYSTEM} == {}
    assert [words for words in map(str, SYSTEM.values()) if re.search("[A-Za-z]", words)] == []
    with translation.override("en"):
        assert [words for words in map(str, SYSTEM.values()) if re.search("[\u4e00-\u9fff]", words)] == []
        assert len(set(map(str, SYSTEM.values()))) == len(SYSTEM), "two of them could not be told apart"


def test_the_platform_is_named_in_words_in_the_list_the_record_the_export_and_the_filter(cast: Cast) -> None:
    for name in ("Printing of papers", "standards"):
        record(by=system_actor(name), event="paper.rendered", region=ZHANGGONG)
    browser = signed_in(cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.AUDITOR))
    found = text(browser.get("/audit/"))
    assert "文书打印" in found and "Printing of papers" not in found
    narrowed = text(browser.get("/audit/?person=文书打印"))
    assert narrowed.count("文书打印") > 1 and "设置标准核对" not in narrowed
    with nation_scope(reason="a test"):
        (number,) = AuditEvent.objects.filter(actor_name="standards").values_list("pk", flat=True)
    assert "设置标准核对" in text(browser.get(f"/audit/{number}/"))
    book = load_workbook(BytesIO(b"".join(browser.get("/audit/export/").streaming_content)))
    cells = {str(cell.value) for line in book.active.iter_rows() for cell in line}  # type: ignore[union-attr]
    assert {"文书打印", "设置标准核对"} <= cells and "standards" not in cells


def test_a_person_who_is_called_like_the_platform_keeps_the_name(cast: Cast) -> None:
    cast.user("standards")
    row = AuditEvent(actor_id=cast.user("standards").pk, actor_name="standards")
    assert who(row) == "standards" and who(AuditEvent(actor_name="standards")) == "设置标准核对"


def test_every_occasion_of_a_blocked_person_has_words() -> None:
    """What the verbs of staff and of filings name as the attempt."""
    named = set()
    for path in (p for app in ("staff", "registration") for p in (ROOT / app).rglob("*.py")):
        for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
            told = [k.value for k in call.keywords if k.arg == "attempt"]
            named |= {each.value for each in told if isinstance(each, ast.Constant)}
    assert len(named) >= 7
    assert [
        each for each in named if not shown_value("attempt", each) or shown_value("attempt", each) == each
    ] == []
