"""The inbox as a page: what an officer reads on it, and what pressing a button does."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.obligations.rows import due
from tests.pages import signed_in, text


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def test_the_inbox_shows_each_duty_with_its_date_its_clause_and_one_button(
    cast: Cast, officer: Client
) -> None:
    office = cast.department(cast.officer.region_id, cast.officer.post.kind)  # type: ignore[union-attr]
    due(cast.facility(), 0, owner=office, owner_kind=office.kind)
    page = text(officer.get("/inbox/"))
    for words in ("示例·小树苗托育园", "国卫办人口发〔2019〕25号 第九条", "出具备案回执", "今天到期", "审查"):
        assert words in page
