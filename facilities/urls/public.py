"""Addresses that anybody may open."""

from django.urls import path

from facilities.views import public

app_name = "public"
urlpatterns = [
    path("check/", public.check, name="check"),
    path("check/<str:token>/", public.check, name="check"),
    path("public/", public.facilities, name="facilities"),
    path("public/<int:number>/", public.facility, name="facility"),
    path("public/notices/", public.notices, name="notices"),
    path("about/personal-information/", public.personal_information, name="personal_information"),
    path("about/accessibility/", public.accessibility, name="accessibility"),
]
