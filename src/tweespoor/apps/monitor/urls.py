"""Addresses of the figures."""

from django.urls import path

from tweespoor.apps.monitor import views

urlpatterns = [
    path("monitor/", views.figure_list, name="monitor"),
    path("monitor/<str:number>/", views.figure_page, name="figure"),
    path("monitor/<str:number>/figuur.svg", views.figure_svg, name="figure-svg"),
    path("monitor/<str:number>/figuur.csv", views.figure_csv, name="figure-csv"),
]
