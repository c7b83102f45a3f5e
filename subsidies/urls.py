from django.urls import path

from subsidies import api, views

app_name = "subsidies"
urlpatterns = [
    path("quote/", views.quote, name="quote"),
    path("api/v1/policy/quote", api.quote, name="api-quote"),
]
