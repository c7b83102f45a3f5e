"""Addresses of recurring duties."""

from django.urls import path

from inspections.views import duties

_DUTY = "duties/<int:duty_id>"

urlpatterns = [
    path("duties/", duties.duties, name="duties"),
    path("duties/export/", duties.export, name="duties_export"),
    path("operator/duties/", duties.mine, name="my_duties"),
    path(f"{_DUTY}/", duties.duty, name="duty"),
    path(f"{_DUTY}/record/", duties.record, name="record_act"),
    path(f"{_DUTY}/acts/<int:act_id>/withdraw/", duties.withdraw, name="withdraw_act"),
    path(f"{_DUTY}/order/", duties.order, name="order_for_duty"),
]
