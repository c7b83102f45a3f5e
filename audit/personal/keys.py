"""The keys of this installation, from settings."""

import base64
import binascii
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kernel.sealing import Keyring


def keyring() -> Keyring:
    """Raises ImproperlyConfigured with what is wrong, never with a key in the words."""
    return _read(tuple(settings.PERSONAL_DATA_KEYS), settings.PERSONAL_DATA_INDEX_KEY)


@cache
def _read(entries: tuple[str, ...], index_key: str) -> Keyring:
    pairs = [entry.partition(":") for entry in entries]
    try:
        keys = {name: base64.b64decode(key, validate=True) for name, _colon, key in pairs}
        return Keyring(keys, pairs[0][0], base64.b64decode(index_key, validate=True))
    except (ValueError, IndexError, binascii.Error):
        raise ImproperlyConfigured(
            "PERSONAL_DATA_KEYS is a list of id:key, the current one first, and PERSONAL_DATA_INDEX_KEY one key;"
            " an id has four letters, a key is 32 bytes in base64"
        ) from None
