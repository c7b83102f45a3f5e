"""The file of a claim as an auditor takes it away: amount, steps, law, people, papers, books and every line."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.papers.reports import Report, Section
from kernel.money import capital
from regions.queries import full_name
from subsidies.enums import Code, Payer
from subsidies.models import SubsidyClaim
from subsidies.presentation.claims import explanation_of, people_of, period_of, programme_name, programme_of
from subsidies.presentation.evidence import papers_asked
from subsidies.presentation.explanation import Explanation, yuan
from subsidies.presentation.lines import lines_shown
from subsidies.presentation.states import badge_of_code
from subsidies.queries import lines_of
from subsidies.queries.digest import digest_of_claim
from subsidies.queries.ledger import journals_of


def claim_report(claim: SubsidyClaim) -> Report:
    """The claim as it stands, in the language of the moment. No name of a child and no day of birth."""
    at = claim.submitted_at
    assert at is not None, "a draft has no file"
    answer = explanation_of(claim)
    return Report(
        title=_("Claim file"),
        number=claim.number,
        authority=claim.facility_name,
        issued_on=timezone.localtime(at).date(),
        reference=digest_of_claim(claim)[:16],
        sections=[
            Section(_("Claim"), facts=list(_facts(claim, answer))),
            _steps(answer),
            Section(_("Basis in the policy"), facts=list(_basis(answer))),
            _people(claim),
            _papers(claim),
            _books(claim),
            _lines(claim),
        ],
    )


def _facts(claim: SubsidyClaim, answer: Explanation) -> Iterator[tuple[str, str]]:
    yield _("Facility"), claim.facility_name
    yield _("Place"), full_name(claim.region_id)
    yield _("Programme"), f"{programme_name(claim)}  {claim.programme}"
    yield _("Period"), period_of(claim)
    yield _("State"), claim.get_state_display()
    amount = "—" if claim.amount is None else f"{yuan(claim.amount)} {_('yuan')}  {capital(claim.amount)}"
    yield (_("Simulated amount") if claim.simulated else _("Amount")), amount
    for payer, part in claim.shares.items():
        yield str(Payer(payer).label), f"{yuan(part)} {_('yuan')}"
    if answer.check:
        yield _("Check"), answer.check
    if claim.simulated:
        yield _("Simulation only"), str(answer.badge.label)
    yield _("Snapshot of"), f"{timezone.localtime(claim.submitted_at):%Y-%m-%d %H:%M}"
    yield _("Versions of the rules"), ", ".join(f"{code} {version}" for code, version in claim.law.items())
    yield "SHA-256", digest_of_claim(claim)


def _steps(answer: Explanation) -> Section:
    rows = [
        [
            str(number),
            str(row.name),
            str(row.how),
            f"{row.value} {row.unit}".strip(),
            _("Not in the text · our default")
            if row.default
            else str(row.clause.short)
            if row.clause
            else "",
        ]
        for number, row in enumerate(answer.rows, start=1)
    ]
    head = [_("No."), _("Step"), _("Computation"), _("Value"), _("Source")]
    return Section(_("How the amount was reached"), head=head, rows=rows, widths=[1, 4, 9, 5, 5], figures=[3])


def _basis(answer: Explanation) -> Iterator[tuple[str, str]]:
    term = answer.programme
    yield _("Document"), f"{term.source.title} {term.source.article}"
    yield _("Version of the rules"), f"{term.pack} · {term.version}"
    yield _("Window"), f"{term.valid_from} — {term.valid_to or _('no end written')}"
    for words, source in answer.quotes:
        yield str(source.short), f"“{words}”"
    for name, value in answer.readings:
        yield str(name), f"{value}（{_('Not in the text · our default')}）"


def _people(claim: SubsidyClaim) -> Section:
    rows = [
        [str(each["words"]), str(each["name"]), f"{timezone.localtime(each['at']):%Y-%m-%d %H:%M}"]
        for each in people_of(claim)
        if each["done"]
    ]
    head = [_("Step"), _("By"), _("At")]
    return Section(_("Who did what"), head=head, rows=rows, widths=[3, 4, 3], note=claim.remark)


def _papers(claim: SubsidyClaim) -> Section:
    rows = [
        [paper.name, file.original_name, file.sha256]
        for paper in papers_asked(claim, programme_of(claim))
        for _row, file in paper.files
    ]
    if not rows:
        return Section(_("Evidence"), note=_("The programme asks for none beside what the platform holds."))
    head = [_("Paper"), _("File"), "SHA-256"]
    return Section(_("Evidence"), head=head, rows=rows, widths=[3, 3, 6])


def _books(claim: SubsidyClaim) -> Section:
    rows = [
        [
            f"{journal.posted_on}",
            journal.get_kind_display(),
            entry.get_account_display(),
            entry.get_payer_display(),
            yuan(entry.amount),
        ]
        for journal in journals_of(claim.pk)
        for entry in journal.entries.all()
    ]
    if not rows:
        return Section(_("Entries in the books"), note=_("Nothing is posted yet."))
    head = [_("Day"), _("Event"), _("Account in the books"), _("Who pays"), _("Amount (yuan)")]
    return Section(_("Entries in the books"), head=head, rows=rows, widths=[3, 4, 4, 3, 4], figures=[4])


def _lines(claim: SubsidyClaim) -> Section:
    rows = [
        [
            each.month,
            each.child,
            each.days,
            f"{badge_of_code(Code(each.line.code)).label} {each.line.code}",
            each.reason + (f"（{each.line.remark}）" if each.line.remark else ""),
            "—" if each.line.amount is None else yuan(each.line.amount),
        ]
        for each in lines_shown(claim, lines_of(claim))
    ]
    head = [_("Line"), _("Child"), _("Days"), _("Finding"), _("Reason"), _("Amount (yuan)")]
    note = _("Lines that do not count stand first")
    return Section(_("Line by line"), head=head, rows=rows, widths=[3, 3, 2, 4, 8, 3], figures=[5], note=note)
