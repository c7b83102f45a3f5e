"""A handed-in file, to be looked at page by page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel import clock
from policy.queries import materials
from registration.models import Filing
from registration.queries.operator import file_of


def viewer_context(filing: Filing, file_id: int) -> dict[str, Any]:
    """The pages of one file of a filing. Raises FilingFile.DoesNotExist."""
    row = file_of(filing, file_id)
    rules = {rule.code: rule for rule in materials(filing.region_id, clock.today())}
    rule, stored = rules.get(row.material.code), row.file
    title = str(rule.name) if rule else row.material.code
    pages = [
        {
            "url": reverse("documents:page", args=[stored.pk, number]),
            "alt": _("%(title)s, page %(n)s") % {"title": title, "n": number},
        }
        for number in range(1, stored.pages + 1)
    ]
    return {
        "filing": filing,
        "facility_name": filing.facility.name,
        "title": title,
        "file": stored,
        "removed_at": row.removed_at,
        "pages": pages if stored.usable else [],
        "download_url": reverse("documents:download", args=[stored.pk]) if stored.usable else "",
        "back": reverse("operator:filing", args=[filing.pk]),
    }
