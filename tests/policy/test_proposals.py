"""A version becomes law by two persons: prepared from a file, submitted, approved or sent back; never by one alone."""

import copy
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from audit.models import AuditEvent
from kernel import clock
from kernel.transitions import IllegalTransition
from policy import queries
from policy.enums import ProposalState
from policy.errors import BaseChanged, PackRefused
from policy.loader.packs import PackFile, digest_of, read_packs
from policy.loader.writing import written
from policy.models import PackVersion, Proposal
from policy.workflow import (
    Shipped,
    approve,
    draft_again,
    draft_pack,
    note_effects,
    send_back,
    ship_pack,
    submit,
    withdraw,
)
from regions.scope import nation_scope
from tests.cast import GANZHOU, JIANGXI, OUHAI, ZHANGGONG, Cast, as_actor
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db
K, R = DepartmentKind.HEALTH, Role.POLICY_ADMIN
APPROVED = date(2026, 4, 28)


@pytest.fixture(autouse=True)
def law_of_the_database() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def proposer(cast: Cast) -> Actor:
    return cast.official(GANZHOU, K, R)


@pytest.fixture
def second(cast: Cast) -> Actor:
    return cast.official(JIANGXI, K, R)


def pack(code: str = "360700", **days: int) -> dict[str, Any]:
    """The pack of a place with other numbers of days."""
    content = copy.deepcopy(read_packs()[code].content)
    for rule in content["deadlines"]:
        if rule["name"] in days:
            rule["days"] = days[rule["name"]]
    return content


def data(content: dict[str, Any]) -> bytes:
    return written(content).encode()


def drafted(by: Actor, content: dict[str, Any]) -> Proposal:
    with as_actor(by):
        return draft_pack(by=by, name="ganzhou.yaml", data=data(content))


def submitted(by: Actor, content: dict[str, Any], day: date | None = None) -> Proposal:
    row = drafted(by, content)
    with as_actor(by):
        return submit(
            by=by,
            proposal_id=row.pk,
            document="赣市府办〔2026〕1号",
            reason="期限调整",
            effective_on=day or clock.today(),
        )


def approved(by: Actor, row: Proposal) -> Proposal:
    with as_actor(by):
        done = approve(by=by, proposal_id=row.pk)
    queries.forget()
    return done


def test_an_approved_version_holds_and_names_both_persons(proposer: Actor, second: Actor) -> None:
    old = queries.deadline(ZHANGGONG, "filing", APPROVED)
    row = approved(second, submitted(proposer, pack(filing=8)))
    new = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert (old.days, new.days) == (10, 8)
    version = PackVersion.objects.get(code="360700", version=new.policy["version"])
    assert (version.proposed_by_id, version.approved_by_id) == (proposer.user_id, second.user_id)
    assert (version.document, version.effective_on) == ("赣市府办〔2026〕1号", clock.today())
    assert row.state == ProposalState.APPROVED
    with nation_scope(reason="a test reads"):
        told = list(
            AuditEvent.objects.filter(event__startswith="policy.", actor_id__isnull=False)
            .order_by("id")
            .values_list("event", flat=True)
        )
    assert told == ["policy.drafted", "policy.proposed", "policy.pack_published", "policy.approved"]


def test_nobody_approves_their_own_proposal_and_the_database_agrees(proposer: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with as_actor(proposer), pytest.raises(NotAllowed):
        approve(by=proposer, proposal_id=row.pk)
    with as_actor(proposer), pytest.raises(NotAllowed):
        send_back(by=proposer, proposal_id=row.pk, reason="再看看")
    with as_actor(proposer), pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(
            state="APPROVED", decided_by_id=proposer.user_id, decided_at=clock.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.filter(code="360700").update(
            proposed_by_id=proposer.user_id, approved_by_id=proposer.user_id
        )
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_a_version_takes_effect_at_midnight_in_china_without_anything_being_run(
    proposer: Actor, second: Actor
) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 5, 9)))
    late, midnight = datetime(2026, 5, 8, 23, 59, tzinfo=clock.ZONE), datetime(2026, 5, 9, tzinfo=clock.ZONE)
    with clock.frozen(late):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10
    with clock.frozen(midnight):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
    with clock.frozen(late):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_the_trail_is_told_once_when_a_version_has_taken_effect(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 5, 9)))
    by = system_actor("test")
    assert note_effects(by=by) == 0
    with clock.frozen(date(2026, 5, 9)):
        assert (note_effects(by=by), note_effects(by=by)) == (1, 0)
    with nation_scope(reason="a test reads"):
        told = list(
            AuditEvent.objects.filter(event__startswith="policy.pack").values_list("event", flat=True)
        )
    assert told.count("policy.pack_scheduled") == 1


def test_a_day_that_passed_before_the_approval_is_today(proposer: Actor, second: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with clock.frozen(date(2026, 5, 20)):
        assert approved(second, row).effective_on == date(2026, 5, 20)


def test_a_stale_proposal_is_refused_with_what_came_in_between(proposer: Actor, second: Actor) -> None:
    stale = submitted(proposer, pack(filing=8))
    first = approved(second, submitted(proposer, pack(filing=9)))
    with as_actor(second), pytest.raises(BaseChanged) as refused:
        approve(by=second, proposal_id=stale.pk)
    assert first.version in str(refused.value.message)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 9


def test_a_version_never_begins_before_one_that_is_agreed_on(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 7, 1)))
    row = drafted(proposer, pack(filing=9))
    with as_actor(proposer), pytest.raises(DomainError) as refused:
        submit(by=proposer, proposal_id=row.pk, document="x", reason="y", effective_on=date(2026, 6, 1))
    assert refused.value.field == "effective_on"


def test_going_back_is_a_new_version_with_the_old_content(proposer: Actor, second: Actor) -> None:
    original = PackVersion.objects.get(code="360700")
    approved(second, submitted(proposer, pack(filing=8)))
    with as_actor(proposer):
        row = draft_again(by=proposer, version_id=original.pk)
        submit(by=proposer, proposal_id=row.pk, document="x", reason="改回", effective_on=clock.today())
    done = approved(second, row)
    again = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert again.days == 10 and again.policy["version"] == done.version == f"{original.version}.2"
    with as_actor(proposer), pytest.raises(DomainError):
        draft_again(by=proposer, version_id=original.pk)


def test_a_proposal_is_returned_with_a_reason_or_withdrawn(proposer: Actor, second: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with as_actor(second), pytest.raises(DomainError):
        send_back(by=second, proposal_id=row.pk, reason="  ")
    with as_actor(second):
        assert send_back(by=second, proposal_id=row.pk, reason="缺依据").state == ProposalState.RETURNED
    with as_actor(second), pytest.raises(IllegalTransition):
        approve(by=second, proposal_id=row.pk)
    other = submitted(proposer, pack(filing=9))
    with as_actor(second), pytest.raises(NotAllowed):
        withdraw(by=second, proposal_id=other.pk)
    with as_actor(proposer):
        assert withdraw(by=proposer, proposal_id=other.pk).state == ProposalState.WITHDRAWN
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_submitting_says_what_is_missing(proposer: Actor) -> None:
    row = drafted(proposer, pack(filing=8))
    good = {"document": "x", "reason": "y", "effective_on": clock.today()}
    for field, value in (
        ("document", " "),
        ("reason", ""),
        ("effective_on", None),
        ("effective_on", clock.today() - timedelta(1)),
    ):
        with as_actor(proposer), pytest.raises(DomainError) as refused:
            submit(by=proposer, proposal_id=row.pk, **{**good, field: value})
        assert refused.value.field == field


# Files


def refusal(by: Actor, content: bytes, name: str = "ganzhou.yaml") -> PackRefused:
    with as_actor(by), pytest.raises(PackRefused) as refused:
        draft_pack(by=by, name=name, data=content)
    with as_actor(by):
        assert not Proposal.objects.exists()
    assert refused.value.file == name and refused.value.line >= 1 and refused.value.reason
    return refused.value


def test_a_region_outside_the_proposers_is_refused_with_its_line(cast: Cast, proposer: Actor) -> None:
    found = refusal(proposer, data(pack("330304")))
    assert found.line == 2 and "330304" in found.reason
    refusal(proposer, data(pack("CN")))
    refusal(proposer, data(pack() | {"pack": "369999"}))
    district = cast.official(ZHANGGONG, K, R)
    refusal(district, data(pack(filing=8)))


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"- a\n- b\n",
        b"pack: [360700\n",
        b"pack: 360700\npack: 360700\n",
        b"pack: nowhere\n",
        b"pack: 1_0\n",
        b"pack: !!binary aGk=\n",
        b"a: &x [1]\nb: *x\n",
        b"pack: '360700'\nname: \"\\0\"\n",
        b"[" * 200_000,
        b"a: {" * 5000,
        b"x" * (1024 * 1024 + 1),
        b"pack: '360700'\nschema: tuoyu-pack/1\nsources: {}\n",
    ],
    ids=range(14),
)
def test_what_is_no_sound_file_is_refused(proposer: Actor, broken: bytes) -> None:
    refusal(proposer, broken)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("kind: WORKING_DAYS", "kind: WORKING_DAYS\n  surprise: 1"),
        ("days: 10", "days: 10.5"),
        ("days: 10", "days: '10'"),
        ("doc: GZ", "doc: NOBODY"),
        ("valid_from: '2022-02-18'", "valid_from: '2022-02-31'"),
    ],
)
def test_an_unsound_value_is_refused_with_its_line(proposer: Actor, find: str, put: str) -> None:
    good = written(pack(filing=10))
    assert find in good
    refusal(proposer, good.replace(find, put, 1).encode())


def test_a_file_that_says_nothing_new_is_refused(proposer: Actor) -> None:
    assert "360700" not in refusal(proposer, data(pack())).reason


def test_a_pack_whose_text_a_lower_pack_cites_cannot_drop_it(cast: Cast) -> None:
    nation = cast.official(0, K, R)
    content = pack("CN")
    cited = next(
        e["source"]["doc"]
        for code, p in read_packs().items()
        if code != "CN"
        for s in ("deadlines", "registrars", "materials", "standards", "readings")
        for e in p.content.get(s, [])
        if e["source"]["doc"] in content["sources"] and e["source"]["doc"] not in p.content["sources"]
    )
    content["sources"].pop(cited)
    for section, entries in list(content.items()):
        if isinstance(entries, list):
            content[section] = [e for e in entries if cited not in json.dumps(e)]
    assert refusal(nation, data(content), "cn.yaml").reason


@pytest.mark.parametrize("code", sorted(read_packs()))
def test_a_version_can_be_downloaded_changed_and_handed_in(code: str, cast: Cast) -> None:
    nation = cast.official(0, K, R)
    row = PackVersion.objects.get(code=code)
    answer = signed_in(nation).get(f"/policy/versions/{row.pk}/file/")
    assert digest_of(row.content) == row.digest
    assert "360700" not in code or "attachment" in answer.headers["Content-Disposition"]
    found = refusal(nation, answer.content, f"{code}.yaml")
    assert row.version in found.reason, "the download says exactly what is in force"


# What comes with the platform


def shipped(content: dict[str, Any]) -> Shipped:
    file = PackFile(content["pack"], content, digest_of(content), "360700-ganzhou.yaml")
    outcome = ship_pack(by=system_actor("load_packs"), pack=file)
    queries.forget()
    return outcome


def test_loading_again_never_undoes_what_was_agreed_on(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8)))
    assert shipped(pack()) is Shipped.KNOWN
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8


def test_an_update_over_a_local_version_waits_for_approval(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8)))
    assert (shipped(pack(filing=6)), shipped(pack(filing=6))) == (Shipped.PROPOSED, Shipped.KNOWN)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
    with as_actor(proposer):
        row = Proposal.objects.get(proposed_by=None)
        assert row.state == ProposalState.PROPOSED
    approved(proposer, row)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 6


def test_an_update_without_a_local_version_is_published_as_before() -> None:
    assert (shipped(pack(filing=7)), shipped(pack(filing=7))) == (Shipped.PUBLISHED, Shipped.KNOWN)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 7


# Past cases


def test_u56_a_past_case_is_computed_by_its_version(proposer: Actor, second: Actor) -> None:
    old = queries.deadline(ZHANGGONG, "registration_push", APPROVED)
    approved(second, submitted(proposer, pack(registration_push=3)))
    new = queries.deadline(ZHANGGONG, "registration_push", APPROVED)
    assert (old.days, new.days) == (5, 3)
    with queries.law_in_use({old.policy["pack"]: old.policy["version"]}):
        assert queries.deadline(ZHANGGONG, "registration_push", APPROVED) == old
    assert queries.deadline(ZHANGGONG, "registration_push", APPROVED) == new
    assert queries.compare(old, "HEALTH") == old.due_on
    pushes = [r for r in queries.pack_at("360700", old.policy["version"]).deadlines if r.days == 5]
    assert pushes
    with pytest.raises(DomainError), queries.law_in_use({"360700": "no such version"}):
        pass


# Pages


def page_of(actor: Actor, row: Proposal) -> str:
    return text(signed_in(actor).get(f"/policy/proposals/{row.pk}/"))


def test_the_difference_is_told_in_plain_words(proposer: Actor, second: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    page = page_of(second, row)
    assert "<del>10 个工作日</del>" in page and "<ins>8 个工作日</ins>" in page
    assert "赣州方案 三（三）1" in page and "批准" in page
    said = text(signed_in(second).get(f"/policy/proposals/{row.pk}/", headers={"Accept-Language": "en"}))
    assert "10 working days" in said and "8 working days" in said


def test_a_draft_of_one_region_is_invisible_in_another(cast: Cast, proposer: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    stranger = signed_in(cast.official(OUHAI, K, R))
    below = signed_in(cast.official(ZHANGGONG, K, R))
    for client in (stranger, below):
        for act in ("", "file/"):
            assert client.get(f"/policy/proposals/{row.pk}/{act}").status_code == 404
        for act in ("submit", "approve", "return", "withdraw"):
            assert client.post(f"/policy/proposals/{row.pk}/{act}/", {"reason": "x"}).status_code in (
                400,
                404,
            )
        assert str(row.version) not in text(client.get("/policy/proposals/"))
    officer = signed_in(cast.official(GANZHOU, K, Role.OFFICER))
    assert officer.get(f"/policy/proposals/{row.pk}/").status_code == 403


def test_the_way_through_the_pages(proposer: Actor, second: Actor) -> None:
    one, two = signed_in(proposer), signed_in(second)
    bad = SimpleUploadedFile("g.yaml", b"pack: '360700'\nsurprise: 1\n")
    answer = one.post("/policy/versions/new/", {"file": bad})
    assert answer.status_code == 400 and "g.yaml" in answer.content.decode()
    assert one.post("/policy/versions/new/", {}).status_code == 400
    good = SimpleUploadedFile("g.yaml", data(pack(filing=8)))
    address = one.post("/policy/versions/new/", {"file": good}).headers["Location"]
    answer = one.post(f"{address}submit/", {"document": "赣府〔2026〕1号", "reason": "", "effective_on": "x"})
    assert answer.status_code == 400 and "赣府〔2026〕1号" in answer.content.decode()
    one.post(
        f"{address}submit/", {"document": "赣府〔2026〕1号", "reason": "调整", "effective_on": "2026-05-07"}
    )
    assert one.post(f"{address}approve/").status_code == 403
    assert two.post(f"{address}return/", {"reason": ""}).status_code == 400
    assert two.post(f"{address}approve/").status_code == 302
    queries.forget()
    assert "赣府〔2026〕1号" in text(one.get("/policy/versions/?pack=360700"))
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
    assert two.post(f"{address}approve/").status_code == 409, "a second click finds it decided"


def test_lists_cost_the_same_with_one_row_and_with_many(proposer: Actor, second: Actor) -> None:
    client = signed_in(second)
    approved(second, submitted(proposer, pack(filing=8)))
    submitted(proposer, pack(filing=9))
    counts = [_queries(client, url) for url in ("/policy/versions/", "/policy/proposals/")]
    for days in range(11, 31):
        approved(second, submitted(proposer, pack(filing=days)))
        submitted(proposer, pack(registration_push=days))
    assert [_queries(client, url) for url in ("/policy/versions/", "/policy/proposals/")] == counts


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_every_process_sees_an_approval(
    proposer: Actor, second: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = submitted(proposer, pack(filing=8))
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10
    with django_capture_on_commit_callbacks(execute=True), as_actor(second):
        approve(by=second, proposal_id=row.pk)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
