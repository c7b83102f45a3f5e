"""The pages of the money, as the people of the chain open them: from the operator's claim to the bank's answer."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from subsidies.enums import BankResult, ClaimState
from subsidies.models import BatchLine, PaymentBatch
from tests.authenticator import code_of
from tests.cast import Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.attendance import always_recognised
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _sound(client: Client, address: str) -> str:
    page = text(client.get(address))
    assert faults(page) == []
    return page


def test_the_maker_sees_budgets_amounts_cuts_and_passes_the_chosen(office: Office) -> None:
    claim = office.confirmed()
    client = signed_in(office.maker)
    page = _sound(client, "/claims/")
    assert office.facility.name in page
    for words in ("600.00", "120.00", "480.00", "全部通过", "余额"):
        assert words in page
    answer = client.post("/claims/pass/", {"tab": "making", "claim": [claim.pk]}, follow=True)
    assert "已通过 1 件" in text(answer)
    assert office.again(claim).state == ClaimState.CHECKING


def test_the_maker_has_no_approve_button_and_the_checker_has(office: Office) -> None:
    claim = office.made()
    assert f"/claims/{claim.pk}/check/" not in _sound(signed_in(office.maker), f"/claims/{claim.pk}/")
    client = signed_in(office.checker)
    assert f"/claims/{claim.pk}/check/" in _sound(client, f"/claims/{claim.pk}/")
    client.post(f"/claims/{claim.pk}/check/")
    assert office.again(claim).state == ClaimState.APPROVED


def test_the_claim_opens_to_its_steps_clause_and_persons(office: Office) -> None:
    claim = office.approved()
    page = _sound(signed_in(office.checker), f"/claims/{claim.pk}/")
    for words in ("3 人月 × 200 元", "120.00 + 480.00 = 600.00", "陆佰元整", "数据快照", "谁办的"):
        assert words in re.sub(r"<[^>]+>", "", page), words


def test_returning_needs_words_and_the_facility_reads_them(office: Office) -> None:
    claim = office.submitted()
    client = signed_in(office.cast.officer)
    assert client.post(f"/claims/{claim.pk}/return/", {"reason": " "}).status_code == 422
    client.post(f"/claims/{claim.pk}/return/", {"reason": "请核对 5 月出勤"})
    assert "请核对 5 月出勤" in text(signed_in(office.operator).get(f"/operator/claims/{claim.pk}/"))


def test_an_unknown_act_is_no_error_of_the_server(office: Office) -> None:
    claim = office.submitted()
    assert signed_in(office.maker).post(f"/claims/{claim.pk}/explode/").status_code == 404


def test_the_operator_sees_programmes_the_draft_and_submits(office: Office) -> None:
    claim = office.draft()
    client = signed_in(office.operator)
    assert "运营补贴" in _sound(client, "/operator/subsidies/")
    page = _sound(client, f"/operator/claims/{claim.pk}/")
    assert "600.00" in page
    client.post(f"/operator/claims/{claim.pk}/submit/", {"version": claim.version})
    assert office.again(claim).state == ClaimState.FACTS


def test_a_second_click_on_submit_is_told_and_changes_nothing(office: Office) -> None:
    claim = office.draft()
    client = signed_in(office.operator)
    for _ in range(2):
        client.post(f"/operator/claims/{claim.pk}/submit/", {"version": claim.version})
    assert office.again(claim).version == claim.version + 1


def test_works_are_claimed_by_typing_them(office: Office) -> None:
    client = signed_in(office.operator)
    address = f"/operator/subsidies/{office.facility.pk}/GZ-CONSTRUCTION/"
    _sound(client, address)
    assert client.post(address, {"places_claimed": "0"}).status_code == 422
    typed = {
        "places_claimed": "45",
        "location": "urban",
        "works": "new_build",
        "accepted_on": "2023-05-10",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "45" in refused.content.decode()
    always_recognised(office.facility, places=45)
    assert "27,000.00" in text(client.post(address, typed, follow=True))


def test_an_account_is_stated_confirmed_and_shown_by_its_last_digits(office: Office) -> None:
    client = signed_in(office.operator)
    address = f"/operator/subsidies/{office.facility.pk}/account/"
    _sound(client, address)
    bad = client.post(address, {"bank": "示例银行", "holder": "示例", "number": "12"})
    assert bad.status_code == 422
    assert "8 至 30 位" in bad.content.decode()
    client.post(address, {"bank": "示例银行", "holder": "示例", "number": "6222000000006021"})
    page = _sound(signed_in(office.maker), "/budgets/")
    assert "**** 6021" in page
    assert "6222000000006021" not in page


def test_u48_from_the_batch_to_the_answer_of_the_bank(office: Office) -> None:
    claim = office.approved()
    office.payee()
    maker, payer = signed_in(office.maker), signed_in(office.payer)
    assert "GZ-OPERATING" in _sound(maker, "/batches/")
    maker.post("/batches/build/", {"programme": "GZ-OPERATING"})
    with here():
        batch = PaymentBatch.objects.get()
    _sound(maker, f"/batches/{batch.pk}/")
    maker.post(f"/batches/{batch.pk}/freeze/")
    maker.post(f"/batches/{batch.pk}/release/")
    assert _state(batch) == "FROZEN"
    payer.post(f"/batches/{batch.pk}/release/", {"code": code_of(office.payer)})
    assert _state(batch) == "RELEASED"
    form = payer.get(f"/batches/{batch.pk}/answer/form/").content.decode("utf-8-sig")
    filled = form.replace("600.00,,,", "600.00,到账,R1,")
    bad = _upload(payer, batch, filled.replace("600.00", "600.01"))
    assert bad.status_code == 422
    assert "第 2 行" in bad.content.decode()
    _upload(payer, batch, filled)
    assert office.again(claim).state == ClaimState.PAID
    page = _sound(payer, f"/batches/{batch.pk}/")
    assert "已对平" in page
    assert "6222000000006021" not in page


def _state(batch: PaymentBatch) -> str:
    with here():
        return str(PaymentBatch.objects.get(pk=batch.pk).state)


def _upload(client: Client, batch: PaymentBatch, content: str) -> Any:
    file = SimpleUploadedFile("answer.csv", content.encode("gb18030"), content_type="text/csv")
    return client.post(f"/batches/{batch.pk}/answer/", {"file": file})


_HEAD_ROW = "序号,金额（元）,结果,银行流水号,说明\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "空"),
        ("a,b\n1,2\n", "第一行应为"),
        (_HEAD_ROW, "没有数据行"),
        (_HEAD_ROW + "=1+1,600.00,到账,,\n", "第 2 行，序号"),
        (_HEAD_ROW + "1,600.005,到账,,\n", "600.005"),
        (_HEAD_ROW + "1,1e3,到账,,\n", "1e3"),
        (_HEAD_ROW + "1,６００.00,到账,,\n", "６００.00"),
        (_HEAD_ROW + '1,"60,0.00",到账,,\n', "60,0.00"),
        (_HEAD_ROW + "1,NaN,到账,,\n", "NaN"),
        (_HEAD_ROW + "1,-600.00,到账,,\n", "第 2 行，金额（元）"),
        (_HEAD_ROW + "１,600.00,到账,,\n", "不是序号"),
        (_HEAD_ROW + "1,600.00,也许,,\n", "既不是"),
        (_HEAD_ROW + "7,600.00,到账,,\n", "没有第 7 笔"),
        (_HEAD_ROW + "1,600.00,到账,,\n1,600.00,到账,,\n", "重复"),
    ],
)
def test_a_bad_answer_says_row_and_reason_and_takes_nothing_in(
    office: Office, content: str, says: str
) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    answer = _upload(signed_in(office.payer), batch, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with here():
        assert set(BatchLine.objects.values_list("result", flat=True)) == {""}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_u48_the_form_goes_out_and_comes_back_as_csv_and_as_workbook(office: Office, kind: str) -> None:
    claim = office.approved()
    office.payee()
    batch = office.released()
    payer = signed_in(office.payer)
    answer = payer.get(f"/batches/{batch.pk}/answer/form/?as={kind}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    filled = (
        _filled_book(content) if kind == "xlsx" else content.replace(b"600.00,,", "600.00,到账,".encode())
    )
    file = SimpleUploadedFile(f"回执.{kind}", filled)
    assert payer.post(f"/batches/{batch.pk}/answer/", {"file": file}).status_code == 302
    assert office.again(claim).state == ClaimState.PAID


def _filled_book(content: bytes, **changed: Any) -> bytes:
    book = load_workbook(BytesIO(content))
    for cell, value in ({"C2": "到账"} | changed).items():
        book.worksheets[0][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"B2": "=600"}, "第 2 行，金额（元）"),
        ({"B2": 600.001}, "600.001"),
        ({"B2": -600}, "-600"),
        ({"A2": "=1"}, "第 2 行，序号"),
        ({"C2": None}, "第 2 行，结果"),
        ({"B2": True}, "第 2 行，金额（元）"),
    ],
)
def test_a_bad_workbook_says_row_and_column(office: Office, changed: dict[str, Any], says: str) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    payer = signed_in(office.payer)
    form = payer.get(f"/batches/{batch.pk}/answer/form/?as=xlsx")
    filled = _filled_book(b"".join(form.streaming_content), **changed)  # type: ignore[attr-defined]
    answer = payer.post(f"/batches/{batch.pk}/answer/", {"file": SimpleUploadedFile("回执.xlsx", filled)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with here():
        assert set(BatchLine.objects.values_list("result", flat=True)) == {""}


def test_the_file_for_the_bank_comes_as_workbook_and_as_csv(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    payer = signed_in(office.payer)
    assert payer.post(f"/batches/{batch.pk}/file/").status_code == 200
    told = payer.post(f"/batches/{batch.pk}/file/", {"as": "csv"}).content.decode("utf-8-sig").splitlines()
    assert told[0] == "序号,收款单位,开户银行,账号,金额（元）,申报编号"
    assert "6222000000006021,600.00" in told[1]


def test_should_against_paid_is_empty_and_shows_what_the_books_do_not_know(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    office.answered(batch, BankResult.PAID)
    assert "账与银行一致" in _sound(signed_in(office.payer), f"/batches/{batch.pk}/")
    with here():
        BatchLine.objects.filter(batch_id=batch.pk).update(result="FAILED")
    assert "第 1 笔：到账 0.00，账上 600.00" in _sound(signed_in(office.payer), f"/batches/{batch.pk}/")


def test_a_release_without_the_right_code_is_refused_beside_its_field(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    payer = signed_in(office.payer)
    assert "还没有设置" in _sound(payer, f"/batches/{batch.pk}/")
    code_of(office.payer)
    answer = payer.post(f"/batches/{batch.pk}/release/", {"code": "000000"})
    assert answer.status_code == 422
    assert "验证码不正确" in answer.content.decode()
    assert _state(batch) == "FROZEN"


def test_the_facility_reads_a_remark_on_its_line(office: Office) -> None:
    claim = office.submitted()
    client = signed_in(office.cast.officer)
    page = _sound(client, f"/claims/{claim.pk}/return/")
    assert 'name="line_2"' in page
    client.post(f"/claims/{claim.pk}/return/", {"reason": "", "line_2": "出勤与名册不符"})
    assert "出勤与名册不符" in text(signed_in(office.operator).get(f"/operator/claims/{claim.pk}/"))


def test_the_queue_filters_by_programme_and_by_reason_and_says_when_nothing_fits(office: Office) -> None:
    claim = office.submitted()
    client = signed_in(office.maker)
    assert claim.number in _sound(client, "/claims/?tab=all&programme=GZ-OPERATING")
    assert "没有符合筛选条件的申报" in _sound(client, "/claims/?tab=all&code=AGE_3")
    assert claim.number in _sound(client, "/claims/?tab=all&code=NONSENSE")


def test_a_budget_is_entered_with_its_document(office: Office) -> None:
    client = signed_in(office.maker)
    _sound(client, "/budgets/enter/")
    typed = {
        "region": "360702000000",
        "programme": "GZ-CONSTRUCTION",
        "year": "2026",
        "payer": "county",
        "amount": "1,000.50",
        "document": "示例财〔2026〕1号",
    }
    assert client.post("/budgets/enter/", typed | {"amount": "1e3"}).status_code == 422
    assert client.post("/budgets/enter/", typed | {"document": ""}).status_code == 422
    client.post("/budgets/enter/", typed)
    assert "1,000.50" in _sound(client, "/budgets/")


def test_u47_a_clawback_is_ordered_by_one_and_approved_by_another_in_the_pages(office: Office) -> None:
    claim = office.paid()
    maker, checker = signed_in(office.maker), signed_in(office.checker)
    _sound(maker, f"/claims/{claim.pk}/clawback/")
    typed = {"amount": "200", "reason": "FRAUD", "explanation": "示例：虚报", "working_days": "10"}
    assert maker.post(f"/claims/{claim.pk}/clawback/", typed | {"amount": "601"}).status_code == 422
    maker.post(f"/claims/{claim.pk}/clawback/", typed)
    page = _sound(checker, "/budgets/")
    (recovery,) = re.findall(r"/budgets/recoveries/(\d+)/approve/", page)
    maker_tries = maker.post(f"/budgets/recoveries/{recovery}/approve/")
    assert maker_tries.status_code == 403
    checker.post(f"/budgets/recoveries/{recovery}/approve/")
    assert "虚报" in _sound(signed_in(office.operator), "/operator/subsidies/")


def test_a_claim_of_another_district_is_not_found(office: Office, cast: Cast) -> None:
    claim = office.submitted()
    assert signed_in(cast.neighbour).get(f"/claims/{claim.pk}/").status_code == 404
    assert signed_in(cast.stranger).get(f"/claims/{claim.pk}/file/").status_code == 404


def test_the_claim_file_can_be_taken_away_without_a_name(office: Office) -> None:
    claim = office.approved()
    answer = signed_in(office.checker).get(f"/claims/{claim.pk}/file/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_the_queue_costs_the_same_for_two_claims_and_for_twelve(office: Office) -> None:
    client = signed_in(office.maker)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(client.get("/claims/?tab=all"))
        return len(seen)

    for name in ("2024-03", "2024-04"):
        office.submitted(name)
    statements()
    few = statements()
    for m in range(5, 13):
        office.submitted(f"2024-{m:02d}")
    assert statements() == few


def test_the_budget_queue_costs_the_same_for_two_claims_and_for_eight(cast: Cast) -> None:
    office = Office(cast, city=0, county=0)
    client = signed_in(office.maker)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert "第 2 位" in text(client.get("/claims/?tab=queued"))
        return len(seen)

    for name in ("2024-03", "2024-04"):
        office.made(name)
    statements()
    few = statements()
    for m in range(5, 11):
        office.made(f"2024-{m:02d}")
    assert statements() == few


def test_each_level_is_offered_its_own_budget_only(office: Office) -> None:
    for actor, own, other in ((office.maker, "county", "city"), (office.city_maker, "city", "county")):
        page = text(signed_in(actor).get("/budgets/enter/"))
        assert f'value="{own}"' in page
        assert f'value="{other}"' not in page
