"""Sealed values: readable only with their key, in their place, unchanged."""

import pytest

from kernel.sealing import KEY_BYTES, Keyring, Unreadable, header

OLD, NEW = b"o" * KEY_BYTES, b"n" * KEY_BYTES
RING = Keyring({"key1": OLD, "key2": NEW}, "key2", b"i" * KEY_BYTES)


def test_a_sealed_value_opens_in_its_place_only() -> None:
    sealed = RING.seal("13800000000", place="person.phone")
    assert sealed.startswith(header("key2")) and b"138" not in sealed
    assert RING.open(sealed, place="person.phone") == "13800000000"
    with pytest.raises(Unreadable):
        RING.open(sealed, place="person.id_number")


def test_an_older_key_still_opens_what_it_sealed() -> None:
    before = Keyring({"key1": OLD}, "key1", RING.index_key)
    assert RING.open(before.seal("李青", place="x"), place="x") == "李青"
    with pytest.raises(Unreadable):
        before.open(RING.seal("李青", place="x"), place="x")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x09key2" + b"0" * 40, header("key2") + b"short"])
def test_what_is_not_ours_is_unreadable(broken: bytes) -> None:
    with pytest.raises(Unreadable):
        RING.open(broken, place="x")


def test_equal_values_of_one_purpose_have_one_digest() -> None:
    assert RING.digest("a", purpose="x") == RING.digest("a", purpose="x")
    assert (
        len({RING.digest("a", purpose="x"), RING.digest("a", purpose="y"), RING.digest("b", purpose="x")})
        == 3
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ({"k": OLD}, "k", OLD),
        ({"key1": b"short"}, "key1", OLD),
        ({"key1": OLD}, "key2", OLD),
        ({"key1": OLD}, "key1", b""),
    ],
)
def test_a_keyring_without_sound_keys_is_refused(wrong: tuple[dict[str, bytes], str, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(*wrong)
