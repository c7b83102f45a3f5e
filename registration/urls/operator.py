"""Addresses of the operator's side."""

from django.urls import path

from registration.views.operator import (
    changes,
    choosing,
    deciding,
    first,
    home,
    materials,
    rectifying,
    status,
    wizard,
)

app_name = "operator"
urlpatterns = [
    path("", home.home, name="home"),
    path("filings/", home.filings, name="filings"),
    path("finished/", home.finished, name="finished"),
    path("news/", home.news, name="news"),
    path("file-first/", first.first, name="first"),
    path("file-first/place/", first.place, name="place"),
    path("file-first/told/", first.told, name="told"),
    path("file-first/code/", first.code, name="code"),
    path("changes/", changes.changes, name="changes"),
    path("facilities/<int:facility_id>/start/", deciding.start, name="start"),
    path("facilities/<int:facility_id>/successor/", changes.successor, name="successor"),
    path("filings/<int:filing_id>/", status.filing, name="filing"),
    path("filings/<int:filing_id>/submit/", deciding.hand_in, name="submit"),
    path("filings/<int:filing_id>/withdraw/", deciding.take_back, name="withdraw"),
    path("filings/<int:filing_id>/rectify/", rectifying.rectify, name="rectify"),
    path("filings/<int:filing_id>/rectify/proof/", rectifying.proof, name="proof"),
    path("filings/<int:filing_id>/questions/", materials.questions, name="questions"),
    path("filings/<int:filing_id>/materials/<slug:code>/", materials.material, name="material"),
    path("filings/<int:filing_id>/materials/<slug:code>/files/", materials.upload, name="upload"),
    path("filings/<int:filing_id>/materials/<slug:code>/staff/", choosing.choose, name="choose"),
    path("filings/<int:filing_id>/files/<int:file_id>/", materials.file, name="file"),
    path("filings/<int:filing_id>/files/<int:file_id>/remove/", materials.remove, name="remove"),
    path("filings/<int:filing_id>/<slug:step>/", wizard.step, name="step"),
    path("filings/<int:filing_id>/<slug:step>/save/", wizard.autosave, name="autosave"),
]
