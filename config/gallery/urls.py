from django.urls import path

from config.gallery import views

app_name = "design"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("clause/", views.clause, name="clause"),
    path("explain/<slug:name>/", views.explanation, name="explanation"),
    path("<slug:name>/", views.example, name="example"),
]
