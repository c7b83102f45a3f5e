"""The files the demo hands in: one sample sheet per material, marked 样张, stored through the real upload verb."""

from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from accounts.actors import Actor
from documents.enums import Purpose
from documents.fonts import REGULAR
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.models import Facility
from registration.models import Filing

#: Materials that are filled in online and need no file.
ONLINE = frozenset({"M0"})
#: Licences and agreements that end on a day.
_DATED = frozenset({"C1", "C2", "C3", "C5", "C7"})
_TITLES = {
    "M1": "营业执照",
    "M2": "租赁合同",
    "M3": "人员资格与健康合格证",
    "M4": "卫生评价自评表",
    "M5": "消防安全检查合格证明",
    "C1": "食品经营许可证",
    "C2": "供餐合同",
    "C3": "办学许可证",
    "C4": "业主同意书",
    "C5": "保安员证",
    "C6": "消防验收文件",
    "C7": "普惠协议",
}


def facts(code: str, on: date) -> dict[str, Any]:
    """What the operator states about a material, valid on the day it is handed in."""
    later = (on + timedelta(days=900)).isoformat()
    lease = {
        "lease_from": date(on.year - 1, 1, 1).isoformat(),
        "lease_to": date(on.year + 3, 12, 31).isoformat(),
    }
    told: dict[str, dict[str, Any]] = {
        "M1": {"no_expiry": True},
        "M2": {"premises": "LEASE", **lease},
        "M3": {"valid_to": (on + timedelta(days=300)).isoformat()},
        "M4": {"result": "QUALIFIED"},
    }
    return told.get(code, {"valid_to": later} if code in _DATED else {})


def store(*, by: Actor, filing: Filing, code: str) -> StoredFile:
    title = _TITLES.get(code, "其他材料")
    upload = SimpleUploadedFile(f"{title}.png", sheet(title), content_type="image/png")
    return receive_upload(by=by, facility=filing.facility, purpose=Purpose.MATERIAL, slot=code, upload=upload)


def store_evidence(*, by: Actor, facility: Facility, title: str) -> StoredFile:
    """A paper of a claim."""
    upload = SimpleUploadedFile(f"{title}.png", sheet(title), content_type="image/png")
    return receive_upload(by=by, facility=facility, purpose=Purpose.CLAIM_EVIDENCE, upload=upload)


@cache
def sheet(title: str) -> bytes:
    """A PNG: an A4 sheet in low resolution that nobody takes for the real thing."""
    page = Image.new("RGB", (620, 877), "#ffffff")
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, 596, 853), outline="#8a6d3b", width=3)
    big, small = (ImageFont.truetype(str(REGULAR), size) for size in (44, 22))
    pen.text((310, 180), title, fill="#17212b", font=big, anchor="mm")
    pen.text((310, 240), "（样张，非真实证照）", fill="#5a6874", font=small, anchor="mm")
    mark = Image.new("RGBA", page.size, (0, 0, 0, 0))
    ImageDraw.Draw(mark).text(
        (310, 520), "样 张", fill=(10, 90, 115, 40), font=ImageFont.truetype(str(REGULAR), 160), anchor="mm"
    )
    page.paste(Image.new("RGB", page.size, "#0a5a73"), mask=mark.rotate(28, center=(310, 520)).split()[3])
    out = BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()
