"""The addresses that the page around the components links to."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

urlpatterns = [
    path("mijn-account/", LogoutView.as_view(), name="account"),
    path("uitloggen/", LogoutView.as_view(), name="logout"),
    path("taal/", include("django.conf.urls.i18n")),
]
