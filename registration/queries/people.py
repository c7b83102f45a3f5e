"""The persons a filing names: whose names must not reach the public."""

from kernel.masking import Masked, mask_people
from registration.models import Filing, Registration


def people_of(filing: Filing) -> list[str]:
    """Names of persons known from the filing, the facility and its registrations, each once."""
    form = filing.form
    former = [
        str(head.get("head_name", "")) for head in form.get("former_heads") or [] if isinstance(head, dict)
    ]
    stated = [form.get("head_name"), form.get("signer"), filing.facility.head_name, *former]
    former += [str(head.get("head_name", "")) for head in filing.facility.profile.get("former_heads") or []]
    pushed = Registration.objects.filter(facility_id=filing.facility_id).values_list("head_name", flat=True)
    people = [str(name) for name in (*stated, *former, *pushed) if name]
    people += [str(person) for person in (filing.submitted_by,) if person]
    return list(dict.fromkeys(people))


def for_the_public(filing: Filing, text: str) -> Masked:
    """A text as the public may read it: without persons, with the facility's own name and code (U25)."""
    facility = filing.facility
    return mask_people(text, names=people_of(filing), keep=(facility.name, facility.uscc))
