"""Reviewing a filing as the officer does it, page by page."""

import pytest
from django.test import Client

from registration.models import Filing
from tests.cast import Cast
from tests.pages import signed_in, text
from tests.registration.officer_filings import submitted


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


def test_the_review_shows_documents_beside_fields_and_both_clocks(officer: Client, filing: Filing) -> None:
    page = text(officer.get(f"/filings/{filing.pk}/"))
    for words in ("示例·小树苗托育园", "5月11日", "5月25日", "营业执照"):
        assert words in page


@pytest.mark.parametrize(
    "address",
    [
        "/inbox/", "/inbox/finished/", "/calendar/effects/", "/filings/", "/filings/?tab=all", "/registrations/",
        "/registrations/?tab=all", "/facilities/", "/filings/{id}/record/", "/filings/{id}/notice/",
        "/filings/{id}/supplement/", "/filings/{id}/receipt/", "/facilities/{facility}/",
        "/facilities/{facility}/?tab=filings", "/facilities/{facility}/?tab=history", "/registrations/{push}/",
        "/inbox/export/", "/facilities/export/", "/filings/export/", "/registrations/export/",
    ],
)  # fmt: skip
def test_every_page_of_the_officer_opens(officer: Client, filing: Filing, address: str) -> None:
    push = filing.registration_id
    response = officer.get(address.format(id=filing.pk, facility=filing.facility_id, push=push))
    assert response.status_code == 200
