"""Events of subsidies (claims, budgets, batches, clawbacks, accounts of payees) and of the figures that are reported."""

from django.utils.translation import gettext_lazy as _

from audit.wording.words import EventWords

EVENTS: dict[str, EventWords] = {
    "figure.entered": EventWords(_("Figure entered by hand"), told=False),
    "figure.corrected": EventWords(_("Entered figure corrected"), told=False),
    "figures.exported": EventWords(_("Table of indicators exported"), told=False),
    "figure_rows.exported": EventWords(_("Rows behind a figure exported"), told=False),
    "claim.started": EventWords(_("Subsidy claim begun"), told=False),
    "claim.filled": EventWords(_("Subsidy claim filled in"), told=False),
    "claim.submitted": EventWords(_("Subsidy claim submitted"), told=False),
    "claim.withdrawn": EventWords(_("Subsidy claim withdrawn"), told=False),
    "claim.simulated": EventWords(_("Amount of a claim computed on trial"), told=False),
    "claim.facts_confirmed": EventWords(_("Facts of the claim confirmed"), told=False),
    "claim.returned": EventWords(_("Claim sent back for correction"), adverse=True, told=False),
    "claim.evidence_added": EventWords(_("Paper attached to a claim"), told=False),
    "claim.evidence_removed": EventWords(_("Paper taken off a claim"), told=False),
    "claim.sent_back": EventWords(_("Claim sent back to the first review"), adverse=True, told=False),
    "claim.recomputed": EventWords(_("Amount of the claim computed anew"), told=False),
    "claim.made": EventWords(_("Claim passed the first review"), told=False),
    "claim.queued": EventWords(_("Claim waits for budget"), told=False),
    "claim.approved": EventWords(_("Claim approved"), told=False),
    "claim.rejected": EventWords(_("Claim rejected"), adverse=True, told=False),
    "claim.paid": EventWords(_("Subsidy paid"), told=False),
    "claim.payment_returned": EventWords(_("Payment came back from the bank"), adverse=True, told=False),
    "claim.exported": EventWords(_("Claim file exported"), told=False),
    "payment.exported": EventWords(_("Payment file for the bank exported"), told=False),
    "claim.correction": EventWords(_("Correction of a granted claim begun"), told=False),
    "claim.correction_proposed": EventWords(_("Correction of a granted claim proposed by night"), told=False),
    "batch.code_refused": EventWords(
        _("Release refused: wrong authenticator code"), adverse=True, told=False
    ),
    "budget.set": EventWords(_("Budget set"), told=False),
    "budget.per_student": EventWords(_("Budget a child of a year entered"), told=False),
    "run.started": EventWords(_("Monthly run of subsidies begun"), told=False),
    "run.finished": EventWords(_("Monthly run of subsidies done"), told=False),
    "run.cancelled": EventWords(_("Monthly run of subsidies cancelled"), told=False),
    "batch.built": EventWords(_("Payment batch built"), told=False),
    "batch.dissolved": EventWords(_("Payment batch dissolved"), told=False),
    "batch.frozen": EventWords(_("Payment batch frozen"), told=False),
    "batch.released": EventWords(_("Payment batch released"), told=False),
    "batch.reconciled": EventWords(_("Payment batch reconciled"), told=False),
    "batch.reissued": EventWords(_("Returned payment issued once more"), told=False),
    "clawback.ordered": EventWords(_("Clawback ordered"), adverse=True, told=False),
    "clawback.approved": EventWords(_("Clawback approved"), adverse=True, told=False),
    "clawback.refused": EventWords(_("Clawback not approved"), told=False),
    "clawback.recovered": EventWords(_("Money came back from the facility"), told=False),
    "payee.stated": EventWords(_("Account for payments stated"), told=False),
    "payee.confirmed": EventWords(_("Account for payments confirmed"), told=False),
}
