"""Addresses of the subsidies: the public calculator, the operator's claims, review, batches and books."""

from django.urls import include, path

from subsidies.views import batches, books, corrections, evidence, filling, operator, quoting, review, runs

app_name = "subsidies"
urlpatterns = [
    path("quote/", quoting.quote, name="quote"),
    path("api/v1/", include("subsidies.urls.api")),
    path("operator/subsidies/", operator.mine, name="mine"),
    path("operator/subsidies/<int:facility_id>/account/", operator.payee, name="payee"),
    path("operator/subsidies/<int:facility_id>/<slug:programme_id>/", filling.new, name="new"),
    path(
        "operator/subsidies/<int:facility_id>/<slug:programme_id>/preview/", filling.preview, name="preview"
    ),
    path("operator/claims/<int:claim_id>/change/", filling.change, name="change"),
    path("operator/claims/<int:claim_id>/", operator.draft, name="draft"),
    path("operator/claims/<int:claim_id>/submit/", operator.submit, name="submit"),
    path("operator/claims/<int:claim_id>/withdraw/", operator.withdraw, name="withdraw"),
    path("operator/claims/<int:claim_id>/evidence/<slug:code>/", evidence.attach, name="attach"),
    path("operator/claims/evidence/<int:evidence_id>/remove/", evidence.remove, name="remove_evidence"),
    path("claims/", review.claims, name="claims"),
    path("claims/pass/", review.passing, name="pass"),
    path("claims/runs/", runs.runs, name="runs"),
    path("claims/runs/<int:run_id>/", runs.run, name="run"),
    path("claims/runs/<int:run_id>/cancel/", runs.cancel, name="cancel_run"),
    path("claims/<int:claim_id>/", review.claim, name="claim"),
    path("claims/<int:claim_id>/file/", books.claim_file, name="claim_file"),
    path("claims/<int:claim_id>/correct/", corrections.correct, name="correct"),
    path("claims/<int:claim_id>/clawback/", books.clawback, name="clawback"),
    path("claims/<int:claim_id>/<slug:act>/", review.decide, name="act"),
    path("batches/", batches.batches, name="batches"),
    path("batches/build/", batches.build, name="build"),
    path("batches/<int:batch_id>/", batches.batch, name="batch"),
    path("batches/<int:batch_id>/dissolve/", batches.dissolve, name="dissolve"),
    path("batches/<int:batch_id>/answer/", batches.answer, name="answer"),
    path("batches/<int:batch_id>/answer/form/", batches.answer_form, name="answer_form"),
    path("batches/<int:batch_id>/file/", batches.payment_file, name="payment_file"),
    path("batches/<int:batch_id>/freeze/", batches.freeze, name="freeze"),
    path("batches/<int:batch_id>/release/", batches.release, name="release"),
    path("batches/lines/<int:line_id>/again/", batches.again, name="again"),
    path("budgets/", books.books, name="budgets"),
    path("budgets/programmes/<slug:programme_id>/", books.programme, name="programme"),
    path("budgets/per-student/", books.per_student, name="per_student"),
    path("budgets/enter/", books.budget, name="budget"),
    path("budgets/accounts/<int:payee_id>/confirm/", books.confirm, name="confirm_payee"),
    path(
        "budgets/recoveries/<int:recovery_id>/<slug:verdict>/", books.decide_clawback, name="decide_clawback"
    ),
]
