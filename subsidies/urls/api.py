"""The interface: claims and batches."""

from django.urls import path

from subsidies.api import batches, calculator, claims, review

urlpatterns = [
    path("policy/quote", calculator.quote, name="api-quote"),
    path(
        "facilities/<int:facility_id>/claims", claims.FacilityClaimsView.as_view(), name="api-facility-claims"
    ),
    path("claims", claims.ClaimsView.as_view(), name="api-claims"),
    path("claims/<int:claim_id>", claims.ClaimView.as_view(), name="api-claim"),
    path("claims/<int:claim_id>/facts", claims.ClaimFactsView.as_view(), name="api-claim-facts"),
    path("claims/<int:claim_id>/quote", claims.ClaimQuoteView.as_view(), name="api-claim-quote"),
    path("claims/<int:claim_id>/evidence", claims.ClaimEvidenceView.as_view(), name="api-claim-evidence"),
    path("claims/<int:claim_id>/submission", claims.SubmissionView.as_view(), name="api-claim-submit"),
    path("claims/<int:claim_id>/withdrawal", claims.WithdrawalView.as_view(), name="api-claim-withdraw"),
    path("claims/<int:claim_id>/confirmation", review.ConfirmationView.as_view(), name="api-claim-confirm"),
    path("claims/<int:claim_id>/return", review.ReturnView.as_view(), name="api-claim-return"),
    path("claims/<int:claim_id>/rejection", review.RejectionView.as_view(), name="api-claim-reject"),
    path(
        "claims/<int:claim_id>/recomputation", review.RecomputationView.as_view(), name="api-claim-recompute"
    ),
    path("claims/<int:claim_id>/first-review", review.MakingView.as_view(), name="api-claim-make"),
    path("claims/<int:claim_id>/second-review", review.CheckingView.as_view(), name="api-claim-check"),
    path("claims/<int:claim_id>/sending-back", review.SendingBackView.as_view(), name="api-claim-send-back"),
    path("batches", batches.BatchesView.as_view(), name="api-batches"),
    path("batches/<int:batch_id>", batches.BatchView.as_view(), name="api-batch"),
    path("batches/<int:batch_id>/freezing", batches.FreezeView.as_view(), name="api-batch-freeze"),
    path("batches/<int:batch_id>/release", batches.ReleaseView.as_view(), name="api-batch-release"),
    path("batches/<int:batch_id>/dissolution", batches.DissolveView.as_view(), name="api-batch-dissolve"),
    path("batches/<int:batch_id>/answers", batches.AnswersView.as_view(), name="api-batch-answers"),
    path("batch-lines/<int:line_id>/reissue", batches.ReissueView.as_view(), name="api-line-reissue"),
]
