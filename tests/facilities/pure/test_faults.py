"""What is wrong is one sentence with its remedy, under the field it belongs to."""

from datetime import date

import pytest

from facilities.rules.attendance import last_day, length, packed
from facilities.rules.faults import Fault, by_field


def test_a_fault_says_what_is_wrong_and_what_to_do() -> None:
    assert str(Fault("name", "MISSING", "没有填写姓名。", "请填写。")) == "没有填写姓名。 请填写。"
    assert str(Fault("name", "MISSING", "没有填写姓名。")) == "没有填写姓名。"


def test_faults_stand_under_their_fields_in_their_order() -> None:
    one, two, three = Fault("a", "X", "1"), Fault("b", "X", "2"), Fault("a", "Y", "3")
    assert by_field([one, two, three]) == {"a": [one, three], "b": [two]}


@pytest.mark.parametrize("day", [0, 32, -1])
def test_what_is_no_day_of_a_month_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="no day of a month"):
        packed([day])


def test_the_last_day_of_a_month() -> None:
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert length(date(2024, 2, 1)) == 29
