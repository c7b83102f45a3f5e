"""Signing in, own pages, and the administration of people and departments."""

from django.urls import path

from accounts.views import own, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("forgotten-password/", signing.forgotten, name="forgotten"),
    path("account/", own.account, name="me"),
    path("account/sign-out-elsewhere/", own.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("password/", own.password, name="password_change"),
    path("post/", own.choose_post, name="choose_post"),
    path("post/<int:appointment>/", own.choose_post, name="choose_post"),
]
