"""A change of head: the new one has to meet the standard, and the record of the old one is kept (U11)."""

from typing import Any

import pytest

from registration.errors import Incomplete
from tests.cast import Cast
from tests.registration.officer_filings import submitted
from tests.registration.test_moving import file_change, found, issue

NEW = {"head_name": "示例·新任", "head_education": "COLLEGE", "head_years": 3, "head_trained": "YES"}


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"head_years": 2}, "head_years"),
        ({"head_education": "BELOW_COLLEGE"}, "head_education"),
        ({"head_trained": "NO"}, "head_trained"),
    ],
)
def test_u11_a_new_head_who_misses_the_standard_stops_the_change(
    cast: Cast, answer: dict[str, Any], field: str
) -> None:
    filing = submitted(cast)
    issue(cast, filing)
    with pytest.raises(Incomplete) as refusal:
        file_change(cast, filing, **(NEW | answer))
    assert [gap.field for gap in refusal.value.extra["problems"]] == [field]


def test_u11_a_new_head_who_meets_it_takes_over_and_the_old_record_is_kept(cast: Cast) -> None:
    filing = submitted(cast)
    issue(cast, filing)
    before = found(filing).head_name
    file_change(cast, filing, **NEW)
    facility = found(filing)
    assert facility.head_name == "示例·新任"
    assert [head["head_name"] for head in facility.profile["former_heads"]] == [before]
