"""Addresses of ratings."""

from django.urls import path

from inspections.views import ratings

_RATING = "ratings/<int:rating_id>"

urlpatterns = [
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/export/", ratings.export, name="ratings_export"),
    path("operator/ratings/", ratings.mine, name="my_ratings"),
    path("facilities/<int:facility_id>/ratings/begin/", ratings.begin, name="begin_rating"),
    path(f"{_RATING}/", ratings.rating, name="rating"),
    path(f"{_RATING}/assess/", ratings.assess, name="assess_oneself"),
    path(f"{_RATING}/items/<int:item_id>/evidence/", ratings.evidence, name="rating_evidence"),
    path(f"{_RATING}/hand-in/", ratings.hand_in, name="hand_in_rating"),
    path(f"{_RATING}/send-back/", ratings.send_back, name="send_back_rating"),
    path(f"{_RATING}/panel/", ratings.name_panel, name="name_panel"),
    path(f"{_RATING}/score/", ratings.score, name="score_items"),
    path(f"{_RATING}/submit/", ratings.submit_scores, name="submit_scores"),
    path(f"{_RATING}/decide/", ratings.decide, name="decide_rating"),
    path(f"{_RATING}/publish/", ratings.publish, name="publish_rating"),
    path(f"{_RATING}/withdraw/", ratings.withdraw, name="withdraw_rating"),
]
