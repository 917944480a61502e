"""Addresses of the figures."""

urlpatterns: list = []
