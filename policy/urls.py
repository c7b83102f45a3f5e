from django.urls import path

from policy import api, views

app_name = "policy"
urlpatterns = [
    path("deadline/", views.calculator, name="deadline"),
    path("policy/", views.overview, name="overview"),
    path("policy/offices/", views.offices, name="offices"),
    path("policy/clauses/<str:clause_id>/", views.clause, name="clause"),
    path("policy/documents/<slug:code>/", views.document, name="document"),
    path("api/v1/policy/deadline", api.deadline, name="api-deadline"),
]
