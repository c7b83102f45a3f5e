"""Only what no row needs is set aside, and only when it is old."""

import os
import time
from pathlib import Path

import pytest

from documents import storage
from documents.models import StoredFile
from documents.queries import file_bytes
from documents.workflow import tidy
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import NANKANG, Cast
from tests.documents.conftest import Receive


def aged(path: Path, days: int) -> Path:
    os.utime(path, (time.time() - days * 86400,) * 2)
    return path


def test_old_bytes_without_a_row_are_set_aside_and_all_others_stay(
    cast: Cast, receive: Receive, store: Path
) -> None:
    facility = cast.facility()
    file = receive(cast.operator(facility), facility)
    aged(storage.path_of(file.storage_key), 400)
    old, young = storage.keep_bytes(b"left behind"), storage.keep_bytes(b"a request that still runs")
    aged(storage.path_of(old), 3)

    assert tidy() == (1, 0)

    assert file_bytes(file)
    assert (store / "orphaned" / old).read_bytes() == b"left behind"
    assert storage.path_of(young).exists()


@pytest.mark.django_db
def test_old_previews_are_dropped(store: Path) -> None:
    folder = store / "previews" / "ab"
    folder.mkdir(parents=True)
    (folder / "old.png").write_bytes(b"x")
    (folder / "new.png").write_bytes(b"x")
    aged(folder / "old.png", 8)

    assert tidy() == (0, 1)
    assert [path.name for path in folder.iterdir()] == ["new.png"]


def test_files_follow_a_facility_that_moves(cast: Cast, receive: Receive) -> None:
    facility = cast.facility()
    file = receive(cast.operator(facility), facility)

    with nation_scope(reason="the common ancestor moves a facility"):
        facility.region = Region.objects.get(pk=NANKANG)
        facility.save(update_fields=["region"])
        moved = StoredFile.objects.get(pk=file.pk)

    assert (moved.region_id, moved.district) == (NANKANG, NANKANG)
