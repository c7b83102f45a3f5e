"""A complete filing for tests: the form, and a way to hand in every material."""

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.actors import Actor
from documents.enums import Purpose
from documents.workflow import receive_upload
from kernel import clock
from registration.models import Filing, FilingMaterial
from registration.workflow import drafting
from tests.filing_form import FORM

__all__ = ["FORM", "hand_in", "hand_in_everything", "material_facts", "picture", "upload"]


@cache
def picture() -> bytes:
    """A small real PNG."""
    out = BytesIO()
    Image.new("RGB", (60, 80), "#e7f1f4").save(out, "PNG")
    return out.getvalue()


def upload(name: str = "证明.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), content_type="image/png")


def material_facts(code: str, on: date) -> dict[str, Any]:
    """What an operator states about a material that is valid."""
    later = on.replace(year=on.year + 2, day=1).isoformat()
    return {
        "M1": {"no_expiry": True},
        "M2": {"premises": "OWN"},
        "M3": {"valid_to": later},
        "M4": {"result": "QUALIFIED"},
        "C1": {"valid_to": later},
        "C2": {"valid_to": later},
        "C3": {"valid_to": later},
        "C5": {"valid_to": later},
        "C7": {"valid_to": later},
    }.get(code, {})


def hand_in(operator: Actor, filing: Filing, code: str) -> None:
    """One stored file for one material, with its facts; inside the operator's scope."""
    if facts := material_facts(code, clock.today()):
        drafting.save_material(by=operator, filing_id=filing.pk, code=code, facts=facts)
    file = receive_upload(
        by=operator, facility=filing.facility, purpose=Purpose.MATERIAL, slot=code, upload=upload()
    )
    drafting.attach(by=operator, filing_id=filing.pk, code=code, file=file)


def hand_in_everything(operator: Actor, filing: Filing) -> None:
    for row in FilingMaterial.objects.filter(filing=filing, applicable=True).exclude(code="M0"):
        hand_in(operator, filing, row.code)
