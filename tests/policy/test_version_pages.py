"""The pages of versions and proposals: plain words, nobody else's drafts, every mistake told, lists at a constant cost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from policy import queries
from policy.models import Proposal
from policy.workflow import (
    approve,
)
from tests.cast import GANZHOU, OUHAI, ZHANGGONG, Cast, as_actor
from tests.pages import signed_in, text
from tests.policy.proposing import approved, data, pack, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_of_the_database")]
K, R = DepartmentKind.HEALTH, Role.POLICY_ADMIN
APPROVED = date(2026, 4, 28)


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
