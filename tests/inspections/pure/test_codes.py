"""The code of a complaint reads the same however it is typed, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules.codes import ALPHABET, code_from, normal


@given(digest=st.binary(min_size=10, max_size=40))
def test_a_code_is_its_own_spelling(digest: bytes) -> None:
    code = code_from(digest)
    assert normal(code) == code and set(code) <= set(ALPHABET) | {"-"} and len(code) == 19


@given(digest=st.binary(min_size=10, max_size=10))
def test_small_letters_spaces_and_look_alikes_lead_to_it(digest: bytes) -> None:
    code = code_from(digest)
    typed = code.replace("-", " ").replace("0", "O").replace("1", "l").lower()
    assert normal(typed) == code


@given(one=st.binary(min_size=10, max_size=10), other=st.binary(min_size=10, max_size=10))
def test_another_digest_is_another_code(one: bytes, other: bytes) -> None:
    assert (code_from(one) == code_from(other)) == (one == other)


def test_too_few_bytes_make_no_code() -> None:
    with pytest.raises(ValueError, match="ten bytes"):
        code_from(b"123456789")


@pytest.mark.parametrize(
    "typed", ["", "7QM2", "7QM2-K0ZD-7QM2-K0ZU", "７QM2-K0ZD-7QM2-K0ZD", "7QM2-K0ZD-7QM2-K0ZD-7"]
)
def test_what_cannot_be_one_is_none(typed: str) -> None:
    assert normal(typed) == ""
