"""Signing in, own pages, and the administration of people and departments."""

from django.urls import path

from accounts.views import departments, factor, keys, own, people, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("forgotten-password/", signing.forgotten, name="forgotten"),
    path("account/", own.account, name="me"),
    path("account/sign-out-elsewhere/", own.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/authenticator/", factor.authenticator, name="authenticator"),
    path("account/authenticator/begin/", factor.begin, name="factor_begin"),
    path("account/authenticator/confirm/", factor.confirm, name="factor_confirm"),
    path("password/", own.password, name="password_change"),
    path("post/", own.choose_post, name="choose_post"),
    path("post/<int:post_id>/", own.choose_post, name="choose_post"),
    path("manage/departments/", departments.departments, name="departments"),
    path("manage/departments/new/", departments.department_new, name="department_new"),
    path("manage/departments/<int:department_id>/", departments.department, name="department"),
    path(
        "manage/departments/<int:department_id>/close/", departments.department_close, name="department_close"
    ),
    path("manage/departments/<int:department_id>/appoint/", departments.department_appoint, name="appoint"),
    path("manage/departments/<int:department_id>/people/new/", people.person_new, name="person_new"),
    path("manage/people/", people.people, name="people"),
    path("manage/people/<int:person_id>/", people.person, name="person"),
    path("manage/people/<int:person_id>/password/", people.person_reset, name="person_reset"),
    path("manage/people/<int:person_id>/authenticator/", people.person_factor, name="person_factor"),
    path("manage/people/<int:person_id>/disable/", people.person_disable, name="person_disable"),
    path("manage/people/<int:person_id>/enable/", people.person_enable, name="person_enable"),
    path("manage/people/<int:person_id>/sign-out/", people.person_sign_out, name="person_sign_out"),
    path("manage/appointments/<int:appointment_id>/end/", people.appointment_end, name="appointment_end"),
    path("manage/keys/", keys.tokens, name="tokens"),
    path("manage/keys/<int:token_id>/revoke/", keys.token_revoke, name="token_revoke"),
]
