"""Addresses of the figures."""

from django.urls import path

from reporting.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("export/", views.export, name="export"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("entered/", views.entered, name="entered"),
    path("entered/new/", views.enter_figure, name="enter"),
    path("entered/<int:figure_id>/correct/", views.correct_figure, name="correct"),
    path("rows/<str:measure>/", views.rows, name="rows"),
    path("rows/<str:measure>/export/", views.rows_export, name="rows_export"),
]
