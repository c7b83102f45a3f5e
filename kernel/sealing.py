"""Personal data made unreadable at rest: AES-256-GCM under named keys, and keyed digests to find equal values.

A sealed value begins with the id of its key, so keys can follow one another. The provider is chosen by the first byte:
another cipher (SM4) is another number here, and old values stay readable.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_AES_GCM = 1
_NONCE = 12  # bytes
KEY_BYTES = 32
KEY_ID_BYTES = 4


class Unreadable(ValueError):
    """The value is not ours, was changed, belongs to another field, or its key is not known."""


@dataclass(frozen=True)
class Keyring:
    """The keys of an installation. `keys`: id of four ASCII letters → 32 bytes; `current` seals, all of them open."""

    keys: Mapping[str, bytes]
    current: str
    index_key: bytes

    def __post_init__(self) -> None:
        wrong = [k for k, v in self.keys.items() if len(k.encode()) != KEY_ID_BYTES or len(v) != KEY_BYTES]
        if wrong or self.current not in self.keys or len(self.index_key) != KEY_BYTES:
            raise ValueError("a key has an id of four letters and 32 bytes; one of them is the current one")

    def seal(self, plain: str, *, place: str) -> bytes:
        """The sealed value. `place` names the field it belongs to; opened elsewhere it is unreadable."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, plain.encode(), place.encode())
        return header(self.current) + nonce + sealed

    def open(self, sealed: bytes, *, place: str) -> str:
        """The value again. Raises Unreadable."""
        start = 1 + KEY_ID_BYTES
        key = self.keys.get(sealed[1:start].decode("ascii", "replace"))
        if not sealed or sealed[0] != _AES_GCM or key is None:
            raise Unreadable(place)
        nonce, body = sealed[start : start + _NONCE], sealed[start + _NONCE :]
        try:
            return AESGCM(key).decrypt(nonce, body, place.encode()).decode()
        except (InvalidTag, ValueError):
            raise Unreadable(place) from None

    def digest(self, plain: str, *, purpose: str) -> bytes:
        """32 bytes, equal for equal values of one purpose, that tell nothing without the key: a blind index."""
        return hmac.new(self.index_key, purpose.encode() + b"\0" + plain.encode(), hashlib.sha256).digest()


def header(key_id: str) -> bytes:
    """How every value sealed under a key begins: to find those of older keys."""
    return bytes([_AES_GCM]) + key_id.encode("ascii")
