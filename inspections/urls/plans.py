"""Addresses of plans."""

from django.urls import path

from inspections.views import plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
]
