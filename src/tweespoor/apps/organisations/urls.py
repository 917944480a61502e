"""Addresses of logging in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from tweespoor.apps.organisations import views

urlpatterns = [
    path("", views.start, name="start"),
    path("inloggen/", views.LogIn.as_view(), name="login"),
    path("uitloggen/", LogoutView.as_view(), name="logout"),
]
