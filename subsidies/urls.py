from django.urls import path

from subsidies import api

app_name = "subsidies"
urlpatterns = [
    path("api/v1/policy/quote", api.quote, name="api-quote"),
]
