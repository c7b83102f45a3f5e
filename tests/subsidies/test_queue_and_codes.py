"""The queue by period, and refused codes of an authenticator on the trail."""

import pytest
from django.test import Client

from audit.models import AuditEvent
from subsidies.models import PaymentBatch
from tests.authenticator import code_of
from tests.cast import Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _page(client: Client, address: str) -> str:
    page = text(client.get(address))
    assert faults(page) == []
    return page


def test_the_queue_filters_by_period(office: Office) -> None:
    may, june = office.submitted("2024-05"), office.submitted("2024-06")
    client = signed_in(office.maker)
    page = _page(client, "/claims/?tab=all&period=2024-06")
    assert june.number in page
    assert may.number not in page
    assert "2024-06" in page
    assert all(each.number in _page(client, "/claims/?tab=all&period=2024") for each in (may, june))
    assert "没有符合筛选条件的申报" in _page(client, "/claims/?tab=all&period=2023-01")
    for nonsense in ("2024-13", "%25", "２０２４"):
        assert may.number in _page(client, f"/claims/?tab=all&period={nonsense}")


def test_a_refused_code_at_the_release_stands_on_the_trail_without_the_code(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    code_of(office.payer)
    payer = signed_in(office.payer)
    payer.post(f"/batches/{batch.pk}/release/", {"code": "000000"})
    answer = payer.post(
        f"/api/v1/batches/{batch.pk}/release",
        {"code": "000001"},
        content_type="application/json",
        headers={"If-Match": f'"{batch.version}"', "Idempotency-Key": "wrong"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "WRONG_CODE")
    with here():
        rows = list(AuditEvent.objects.filter(event="batch.code_refused"))
        assert PaymentBatch.objects.get(pk=batch.pk).state == "FROZEN"
    assert [(row.actor_id, row.outcome, row.data) for row in rows] == [
        (office.payer.user_id, "REFUSED", {"code": "WRONG_CODE"})
    ] * 2
