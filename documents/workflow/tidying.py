"""Bytes that no row points to: a request was rolled back, or a worker died between the store and the database."""

from collections.abc import Iterator
from pathlib import Path

from documents import storage
from documents.holding import held
from documents.models import Paper, StoredFile
from kernel.clock import wall_seconds
from regions.scope import nation_scope

#: Younger bytes may belong to a transaction that is still open; older previews are drawn anew when asked for.
ORPHAN_SECONDS = 2 * 24 * 3600
PREVIEW_SECONDS = 7 * 24 * 3600
_BATCH = 500


def tidy() -> tuple[int, int]:
    """Move old bytes without a row to `orphaned/` and drop old previews; returns how many of each.

    Nothing is deleted that a row might need: whoever restores a database of another day finds the bytes again.
    """
    moved = 0
    for paths in _batches(_older(storage.root() / "store", ORPHAN_SECONDS)):
        known = _known({path.name for path in paths})
        for path in paths:
            if path.name not in known:
                folder = storage.root() / "orphaned"
                folder.mkdir(mode=0o700, exist_ok=True)
                path.replace(folder / path.name)
                moved += 1
    return moved, sum(_drop(path) for path in _older(storage.root() / "previews", PREVIEW_SECONDS))


def _known(keys: set[str]) -> set[str]:
    with nation_scope(reason="bytes are looked up whoever they belong to"):
        files = StoredFile.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True)
        papers = Paper.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True)
        return {*files, *papers, *held(keys)}


def _older(folder: Path, seconds: int) -> Iterator[Path]:
    limit = wall_seconds() - seconds
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mtime < limit:
            yield path


def _batches(paths: Iterator[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    for path in paths:
        batch.append(path)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _drop(path: Path) -> int:
    path.unlink(missing_ok=True)
    return 1
