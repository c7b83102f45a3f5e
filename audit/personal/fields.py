"""Model fields of personal data: sealed at rest; a single value shows itself masked and must be asked for."""

import json
from collections.abc import Callable
from typing import Any, cast

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from audit.personal.keys import keyring


class Sealed:
    """A personal value as it stands in the database. As text it is masked, wherever it ends up.

    Equal to whatever has the same value, sealed or plain.
    """

    __slots__ = ("_mask", "_place", "token")

    def __init__(self, token: bytes, place: str, mask: Callable[[str], str]) -> None:
        self.token, self._place, self._mask = token, place, mask

    def __str__(self) -> str:
        return self._mask(self._plain()) if self.token else ""

    def __repr__(self) -> str:
        return f"<{self._place} {self}>"

    def __bool__(self) -> bool:
        return bool(self.token)

    def __eq__(self, other: object) -> bool:
        return self._plain() == (other._plain() if isinstance(other, Sealed) else other)

    def __hash__(self) -> int:
        return hash(self._plain())

    def disclosed(self, *, to: str) -> str:
        """The whole value. `to` says who receives it and why; a test holds the list of all callers.

        For a person who wants to look at it, use `audit.personal.workflow.reveal`, which leaves a trace.
        """
        if not to:
            raise ValueError("say to whom the value is disclosed")
        return self._plain()

    def _plain(self) -> str:
        return keyring().open(self.token, place=self._place) if self.token else ""


class _Assigned(DeferredAttribute):
    """Seals at the assignment, so that no plain text waits on an instance to be printed."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        field = cast("SealedField", self.field)  # type: ignore[attr-defined]
        instance.__dict__[field.attname] = field.held(value)


class SealedField(models.BinaryField):
    """What sealed fields share: the bytes in the database, and the place that is bound into them."""

    descriptor_class = _Assigned

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": b"", **kwargs})

    @property
    def place(self) -> str:
        """Model and field: a value copied elsewhere is unreadable there."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.held(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(self.token(value), connection, prepared)

    def held(self, value: Any) -> Any:
        """What an instance holds when the field is assigned `value`."""
        raise NotImplementedError

    def token(self, value: Any) -> bytes:
        """The bytes to store."""
        raise NotImplementedError

    def reopened(self, value: Any) -> Any:
        """The same value, to be sealed under the current key."""
        raise NotImplementedError


class SealedText(SealedField):
    """A text. Assign plain text or a Sealed; read a Sealed. Empty text stays empty. `mask`: how it shows itself."""

    def __init__(self, *args: Any, mask: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        self.mask = mask or _stars
        super().__init__(*args, **kwargs)

    def held(self, value: Any) -> Sealed:
        if isinstance(value, Sealed):
            if value._place == self.place:
                return value
            value = value._plain()
        if isinstance(value, str):
            value = keyring().seal(value, place=self.place) if value else b""
        return Sealed(bytes(value or b""), self.place, self.mask)

    def token(self, value: Any) -> bytes:
        return self.held(value).token

    def reopened(self, value: Any) -> str:
        return cast(Sealed, value).disclosed(to="the same field under the current key")

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class SealedJSON(SealedField):
    """What somebody typed, whole: it holds names and numbers among other things. Reads and writes plain JSON values.

    The pages that show a part of it mask that part themselves. No condition can look inside.
    """

    def held(self, value: Any) -> Any:
        if isinstance(value, bytes | memoryview):
            token = bytes(value)
            return json.loads(keyring().open(token, place=self.place)) if token else {}
        return value

    def token(self, value: Any) -> bytes:
        if isinstance(value, bytes | memoryview):
            return bytes(value)
        return keyring().seal(json.dumps(value, ensure_ascii=False), place=self.place)

    def reopened(self, value: Any) -> Any:
        return value


class BlindIndex(models.BinaryField):
    """The keyed digest of a personal value: equal values meet in it, across all regions, and nothing can be read.

    Assign it from `blind`. 32 bytes; equality is all that can be asked.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)


def blind(value: str, *, purpose: str) -> bytes:
    """The digest of a normalised value for one purpose, such as the ID number of a person."""
    return keyring().digest(value, purpose=purpose)


def _stars(text: str) -> str:
    return "*" * min(len(text), 8)
