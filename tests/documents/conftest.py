"""A private store of its own for every test, and uploads as a browser sends them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.models import Facility
from tests.cast import as_actor
from tests.documents import pictures

Receive = Callable[..., StoredFile]


@pytest.fixture(autouse=True)
def store(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


@pytest.fixture
def receive() -> Receive:
    """Upload as an actor, in the scope a request of theirs would have; by default a photo as a filing material."""

    def upload(
        by: Actor, facility: Facility | None, content: bytes = b"", name: str = "执照.jpg", **facts: object
    ) -> StoredFile:
        facts = {"purpose": Purpose.MATERIAL, "slot": "M1", **facts}
        with as_actor(by):
            return receive_upload(
                by=by,
                facility=facility,
                upload=SimpleUploadedFile(name, content or pictures.photo()),
                **facts,  # type: ignore[arg-type]
            )

    return upload
