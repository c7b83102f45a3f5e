from django.urls import path

from policy import api
from policy.views import calculator, documents, effective

app_name = "policy"
urlpatterns = [
    path("deadline/", calculator.calculator, name="deadline"),
    path("policy/", effective.overview, name="overview"),
    path("policy/offices/", effective.offices, name="offices"),
    path("policy/clauses/<str:clause_id>/", documents.clause, name="clause"),
    path("policy/documents/<slug:code>/", documents.document, name="document"),
    path("api/v1/policy/deadline", api.deadline, name="api-deadline"),
]
