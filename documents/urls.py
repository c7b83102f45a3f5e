from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("files/<int:file_id>/page/<int:number>.png", views.page, name="page"),
    path("files/<int:file_id>/download/", views.download, name="download"),
    path("papers/<int:paper_id>/page/<int:number>.png", views.paper_page, name="paper_page"),
    path("papers/<int:paper_id>/", views.paper, name="paper"),
]
