"""Addresses of this audience. They stand before those of allauth, so that pages not offered here are closed."""

from __future__ import annotations

from django.urls import URLPattern, path

from xingshen.portal.accounts import (
    accept,
    closed,
    member,
    paper,
    people,
    profile,
    register,
    registration,
    registrations,
    security,
    unit,
)

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("register/", register.register, name="register"),
    path("registration/", registration.registration, name="registration_state"),
    path("registration/correct/", registration.correct, name="correct"),
    path("registrations/", registrations.registrations, name="registrations"),
    path("registrations/<int:unit_id>/", registrations.registration_review, name="registration_review"),
    path("unit-papers/<int:paper_id>/", paper.unit_paper, name="unit_paper"),
    path("unit/", unit.unit, name="unit"),
    path("unit/members/<int:user_id>/", member.member, name="member"),
    path("unit/invitations/<int:invitation_id>/", unit.unit_invitation, name="unit_invitation"),
    path("invitation/<str:token>/", accept.accept, name="accept"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite_person, name="invite_person"),
    path("people/departments/", people.departments, name="departments"),
    path("people/invitations/<int:invitation_id>/", people.programme_invitation, name="programme_invitation"),
    path("people/roles/<int:membership_id>/", people.withdraw_role, name="withdraw_role"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("security/", security.security, name="security"),
    path("security/unlock/", security.unlock, name="unlock"),
    path("security/logins/", security.login_events, name="login_events"),
    path("security/<int:user_id>/", security.secure_person, name="secure_person"),
    path("profile/", profile.profile, name="profile"),
    path("profile/edit/", profile.edit_profile, name="edit_profile"),
    path("profile/data/", profile.own_data, name="own_data"),
    path("signup/", closed.to_registration, name="closed_signup"),
    path("email/", closed.to_profile, name="closed_email"),
    path("confirm-email/", closed.to_profile, name="closed_confirm"),
    path("confirm-email/<str:key>/", closed.to_profile, name="closed_confirm_key"),
    path("password/set/", closed.to_profile, name="closed_password"),
    path("reauthenticate/code/", closed.to_profile, name="closed_code"),
    path("reauthenticate/code/confirm/", closed.to_profile, name="closed_code_confirm"),
    path("login/code/confirm/", closed.to_profile, name="closed_login_code"),
]
