from django.urls import path

from config.gallery import live, views

app_name = "design"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("live/autosave/", live.autosave, name="autosave"),
    path("live/upload/", live.upload, name="upload"),
    path("live/checked/", live.checked, name="checked"),
    path("live/verdict/<int:number>/", live.verdict, name="verdict"),
    path("clause/", views.clause, name="clause"),
    path("explain/<slug:name>/", views.explanation, name="explanation"),
    path("<slug:name>/", views.example, name="example"),
]
