"""The papers of a claim: asked for by the programme, attached by the operator, seen by whoever decides."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.errors import DomainError, NotAllowed
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import ClaimState
from subsidies.errors import WrongState
from subsidies.models import ClaimEvidence, SubsidyClaim
from subsidies.workflow import attach_evidence, remove_evidence, submit_claim
from tests.cast import Cast
from tests.filing import picture, upload
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.build import construction
from tests.subsidies.money import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


@pytest.fixture
def claim(office: Office) -> Iterator[SubsidyClaim]:
    yield office.draft_of(construction(45), "GZ-CONSTRUCTION")


def _file(office: Office, purpose: Purpose = Purpose.CLAIM_EVIDENCE) -> StoredFile:
    return receive_upload(by=office.operator, facility=office.facility, purpose=purpose, upload=upload())


def _at(claim: SubsidyClaim) -> Any:
    return scoped(Scope.of_facilities((claim.facility_id,)))


def _posted(client: Client, claim: SubsidyClaim, name: str = "验收.png", content: bytes = b"") -> Any:
    file = SimpleUploadedFile(name, content or picture())
    return client.post(f"/operator/claims/{claim.pk}/evidence/acceptance/", {"file": file})


def test_without_the_paper_that_the_programme_asks_for_nothing_is_submitted(
    office: Office, claim: SubsidyClaim
) -> None:
    with _at(claim), pytest.raises(DomainError) as refused:
        submit_claim(by=office.operator, claim_id=claim.pk)
    assert (refused.value.code, refused.value.field) == ("EVIDENCE_MISSING", "evidence.acceptance")
    assert office.again(claim).state == ClaimState.DRAFT
    office.with_papers(claim)
    with _at(claim):
        assert submit_claim(by=office.operator, claim_id=claim.pk).state == ClaimState.FACTS


def test_what_lacks_is_said_beside_its_field_and_the_draft_stays(office: Office, claim: SubsidyClaim) -> None:
    answer = signed_in(office.operator).post(f"/operator/claims/{claim.pk}/submit/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert faults(page) == []
    assert 'id="file-acceptance-error"' in page
    assert "请附上：竣工（装修）验收或评估材料" in page


def test_the_operator_attaches_it_and_officer_and_finance_open_it(
    office: Office, claim: SubsidyClaim
) -> None:
    client = signed_in(office.operator)
    assert _posted(client, claim).status_code == 302
    assert "验收.png" in text(client.get(f"/operator/claims/{claim.pk}/"))
    client.post(f"/operator/claims/{claim.pk}/submit/")
    with nation_scope(reason="a test"):
        file_id = ClaimEvidence.objects.get().file_id
    for who in (office.cast.officer, office.maker, office.checker):
        reader = signed_in(who)
        assert "验收.png" in text(reader.get(f"/claims/{claim.pk}/"))
        assert reader.get(f"/files/{file_id}/page/1.png").status_code == 200
        assert reader.get(f"/files/{file_id}/download/").status_code == 200


@pytest.mark.parametrize("who", ["neighbour", "stranger", "registrar"])
def test_nobody_else_opens_it(office: Office, claim: SubsidyClaim, cast: Cast, who: str) -> None:
    office.with_papers(claim)
    with nation_scope(reason="a test"):
        file_id = ClaimEvidence.objects.get().file_id
    answer = signed_in(getattr(cast, who)).get(f"/files/{file_id}/download/")
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("验收.pdf", b"MZ\x90\x00 a program", "验收.pdf"), ("空.png", b"\x00", "空.png")],
)
def test_a_file_that_is_not_accepted_says_why_beside_its_field(
    office: Office, claim: SubsidyClaim, name: str, content: bytes, says: str
) -> None:
    answer = _posted(signed_in(office.operator), claim, name, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with nation_scope(reason="a test"):
        assert not ClaimEvidence.objects.exists()


def test_no_file_at_all_is_said_too(office: Office, claim: SubsidyClaim) -> None:
    answer = signed_in(office.operator).post(f"/operator/claims/{claim.pk}/evidence/acceptance/")
    assert answer.status_code == 422
    assert "没有收到文件" in answer.content.decode()


def test_a_paper_that_nobody_asks_for_is_refused(office: Office, claim: SubsidyClaim) -> None:
    with _at(claim), pytest.raises(DomainError) as refused:
        attach_evidence(by=office.operator, claim_id=claim.pk, code="diary", file=_file(office))
    assert refused.value.field == "code"


def test_a_file_of_another_purpose_is_refused(office: Office, claim: SubsidyClaim) -> None:
    with _at(claim), pytest.raises(DomainError) as refused:
        file = _file(office, Purpose.MATERIAL)
        attach_evidence(by=office.operator, claim_id=claim.pk, code="acceptance", file=file)
    assert refused.value.field == "file"


def test_the_same_file_twice_is_attached_once(office: Office, claim: SubsidyClaim) -> None:
    with _at(claim):
        file = _file(office)
        for _twice in range(2):
            attach_evidence(by=office.operator, claim_id=claim.pk, code="acceptance", file=file)
        assert claim.evidence.count() == 1


def test_after_the_submission_nothing_is_added_and_nothing_taken_off(
    office: Office, claim: SubsidyClaim
) -> None:
    office.with_papers(claim)
    with _at(claim):
        submit_claim(by=office.operator, claim_id=claim.pk)
        with pytest.raises(WrongState):
            attach_evidence(by=office.operator, claim_id=claim.pk, code="acceptance", file=_file(office))
        row = ClaimEvidence.objects.get()
        with pytest.raises(WrongState):
            remove_evidence(by=office.operator, evidence_id=row.pk)
    answer = signed_in(office.operator).post(f"/operator/claims/evidence/{row.pk}/remove/", follow=True)
    assert "已提交" in text(answer)


def test_a_draft_gives_a_paper_back(office: Office, claim: SubsidyClaim) -> None:
    office.with_papers(claim)
    with _at(claim):
        row = ClaimEvidence.objects.get()
    signed_in(office.operator).post(f"/operator/claims/evidence/{row.pk}/remove/")
    with _at(claim):
        assert not ClaimEvidence.objects.exists()


def test_an_officer_attaches_nothing(office: Office, claim: SubsidyClaim) -> None:
    with nation_scope(reason="the policy alone refuses"), pytest.raises(NotAllowed):
        attach_evidence(by=office.cast.officer, claim_id=claim.pk, code="acceptance", file=_file(office))
