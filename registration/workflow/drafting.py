"""The operator's side before submission: saving what was typed, handing in what proves it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from documents.errors import FileNotUsable
from documents.models import StoredFile
from kernel import clock
from registration.errors import Incomplete, WrongState
from registration.facts import FORM_CODE, asked, label, merge, read_facts, take
from registration.models import Filing, FilingFile, FilingMaterial
from registration.workflow.material_list import (
    WITH_MATERIALS,
    check_form_open,
    keep_facts,
    mark_answered,
    open_material,
    sync_materials,
)
from registration.workflow.starting import OPEN, initial_form, on_trail, start_filing

__all__ = [
    "WITH_MATERIALS",
    "attach",
    "detach",
    "initial_form",
    "replace",
    "save_draft",
    "save_material",
    "start_filing",
    "sync_materials",
]

#: A technical bound on one item, not a rule of law.
MOST_FILES = 30


@transaction.atomic
def save_draft(
    *,
    by: Actor,
    filing_id: int,
    form: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Filing:
    """Keep what the operator typed so far, complete or not; answers that nobody asked for are dropped.

    `seen` holds the answers the writer started from: what they did not touch overwrites nothing, and what another
    window changed meanwhile raises Stale with `changes` (label, stored, given). After a supplement request the
    form opens only when the form itself was flagged. Raises Stale or WrongState.
    """
    filing = _locked_open(by, filing_id, version)
    check_form_open(filing)
    known, _errors = take(asked(filing.kind, entity_kind=filing.facility.entity_kind), form)
    if "entity_kind" in form:  # kept where somebody states it: gaps() explains that it cannot change
        known["entity_kind"] = str(form["entity_kind"])[:40]
    merged = _merged(filing, filing.form, seen, known)
    if merged == filing.form:
        return filing
    filing.form = merged
    _touch(filing, by, "form")
    mark_answered(filing, {FORM_CODE})
    sync_materials(filing)
    return filing


@transaction.atomic
def save_material(
    *,
    by: Actor,
    filing_id: int,
    code: str,
    facts: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> FilingMaterial:
    """Keep the facts of one material (lease dates, expiry of a licence). Only open items change.

    `seen` as in save_draft. Raises FilingMaterial.DoesNotExist, Stale or WrongState.
    """
    filing = _locked_open(by, filing_id, version)
    material = open_material(filing, code)
    known, _errors = read_facts(facts)
    merged = _merged(filing, material.facts, seen, known)
    if merged != material.facts:
        keep_facts(material, merged)
        _changed(filing, material, by)
    return material


def _merged(
    filing: Filing, stored: Mapping[str, Any], seen: Mapping[str, Any] | None, given: Mapping[str, Any]
) -> dict[str, Any]:
    merged, conflicts = merge(stored, stored if seen is None else seen, given)
    if conflicts:
        raise _stale(filing, [(name, stored.get(name), given[name]) for name in conflicts])
    return merged


def _stale(filing: Filing, changes: list[tuple[str, Any, Any]]) -> Stale:
    return Stale(
        _("This filing was changed in another window."),
        version=filing.version,
        changed_by=str(filing.saved_by or ""),
        changed_at=filing.saved_at,
        changes=[(name, label(name), stored, given) for name, stored, given in changes],
    )


def _locked_open(by: Actor, filing_id: int, version: int | None = None) -> Filing:
    """An open filing of the actor's, locked. Raises Filing.DoesNotExist, NotAllowed, WrongState or Stale."""
    filing = Filing.objects.select_for_update(of=("self",)).select_related("facility").get(pk=filing_id)
    allow(by, Action.FILING_FILL, filing)
    if filing.state not in OPEN:
        raise WrongState(_("This filing is closed."))
    if version is not None and filing.version != version:
        raise _stale(filing, [])
    return filing


def _touch(filing: Filing, by: Actor, *fields: str) -> None:
    """Note that somebody changed the filing just now."""
    filing.saved_at, filing.saved_by_id, filing.version = clock.now(), by.user_id, filing.version + 1
    filing.save(update_fields=[*fields, "saved_at", "saved_by", "version"])


def _changed(filing: Filing, material: FilingMaterial, by: Actor) -> None:
    _touch(filing, by)
    mark_answered(filing, {material.code})
    sync_materials(filing)
    material.refresh_from_db(fields=["verdict", "applicable"])


@transaction.atomic
def attach(
    *, by: Actor, filing_id: int, code: str, file: StoredFile, facts: Mapping[str, Any] | None = None
) -> FilingFile:
    """Hand in a stored file for a material, with its facts if they are known already.

    After a request, a re-handed item waits to be checked anew. Raises FileNotUsable for a file that was not accepted or belongs to another facility.
    """
    filing = _locked_open(by, filing_id)
    material = open_material(filing, code)
    if not file.usable or file.facility_id != filing.facility_id:
        raise FileNotUsable(_("This file cannot be handed in here."))
    if material.files.filter(removed_at=None).count() >= MOST_FILES:
        raise Incomplete(
            _("At most %(limit)d files for one item. Please put several pages into one PDF.")
            % {"limit": MOST_FILES}
        )
    row = FilingFile.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        material=material,
        file=file,
        added_at=clock.now(),
    )
    if facts:
        keep_facts(material, {**material.facts, **read_facts(facts)[0]})
    _changed(filing, material, by)
    on_trail(filing, by, "filing.file_added", {"code": code, "file": file.pk})
    return row


@transaction.atomic
def replace(*, by: Actor, filing_id: int, file_id: int, file: StoredFile) -> FilingFile:
    """Hand in another file in place of one; the old one stays on record as removed."""
    old = detach(by=by, filing_id=filing_id, file_id=file_id)
    return attach(by=by, filing_id=filing_id, code=old.material.code, file=file)


@transaction.atomic
def detach(*, by: Actor, filing_id: int, file_id: int) -> FilingFile:
    """Take a handed-in file back; it stays on record as removed. Raises FilingFile.DoesNotExist, WrongState."""
    filing = _locked_open(by, filing_id)
    row: FilingFile = FilingFile.objects.select_related("material").get(
        pk=file_id, material__filing=filing, removed_at=None
    )
    open_material(filing, row.material.code)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    _touch(filing, by)
    on_trail(filing, by, "filing.file_removed", {"code": row.material.code, "file": row.file_id})
    return row
