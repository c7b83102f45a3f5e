"""Codes of an authenticator are those of the standard, each counts once, and nothing else fits."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.totp import STEP_SECONDS, address, code_at, matching_step, new_secret

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


class TestCodes:
    @pytest.mark.parametrize(
        ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
    )
    def test_they_are_those_of_the_standard(self, seconds: int, code: str) -> None:
        assert code_at(SECRET, seconds // STEP_SECONDS) == code

    @given(seconds=st.integers(1_000_000, 4_000_000_000), drift=st.integers(-3, 3))
    def test_a_phone_may_be_half_a_minute_early_or_late(self, seconds: int, drift: int) -> None:
        step = seconds // STEP_SECONDS + drift
        found = matching_step(SECRET, code_at(SECRET, step), seconds=seconds, after=0)
        assert (found is not None) if abs(drift) <= 1 else found != step

    def test_a_code_counts_once(self) -> None:
        assert matching_step(SECRET, code_at(SECRET, 10), seconds=300, after=10) is None

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "２８７０８２", "28708a", "-28708", "2.7082"])
    def test_what_is_no_code_fits_nothing(self, typed: str) -> None:
        assert matching_step(SECRET, typed, seconds=59, after=0) is None

    def test_the_picture_names_who_and_where(self) -> None:
        told = address("ABC", issuer="Tuoyu", account="a b")
        assert told.startswith("otpauth://totp/Tuoyu:a%20b?secret=ABC")

    def test_a_secret_has_160_bits_and_none_is_like_another(self) -> None:
        first, second = new_secret(), new_secret()
        assert len(base64.b32decode(first)) == 20 and first != second
