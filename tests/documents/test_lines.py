"""Cells that the database writes are read as those that Python writes."""

import csv
from io import StringIO

import pytest
from django.db.models import Value
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from documents.sheets.lines import Typed, cells, quoted
from documents.sheets.streaming import as_cell
from documents.sheets.writing import FORMULA_STARTS
from regions.models import Region
from regions.queries import full_names
from tests.cast import ZHANGGONG


def read(line: str) -> list[str]:
    (cell,) = csv.reader(StringIO(line, newline=""))
    return cell


class TestTyped(TestCase):
    @given(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(FORMULA_STARTS),
            min_size=1,
        ).map("".join)
    )  # fmt: skip
    def test_any_text_comes_back_and_no_formula_does(self, text: str) -> None:
        line = Region.objects.values_list(cells(Typed(Value(text)), Value(7), Value(None)))[0][0]
        assert read(line) == [as_cell(text), "7", ""]


@pytest.mark.django_db
def test_no_name_of_a_division_breaks_its_cell() -> None:
    """Lists write them between quotes as they are."""
    assert [path for path in full_names().values() if '"' in path] == []
    assert full_names()[ZHANGGONG] == "江西省/赣州市/章贡区"


def test_a_word_of_ours_comes_back() -> None:
    assert read(quoted('"一", 二')) == ['"一", 二']
