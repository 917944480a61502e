"""Addresses of groups and the planner."""

from django.urls import path

from tweespoor.apps.schedule.views import (
    board,
    choosing,
    classes,
    drafts,
    enrolling,
    pictures,
    public_holidays,
    supply,
    themes,
    together,
    travel,
)
from tweespoor.apps.schedule.views import timetables as views

BOARD = "programmas/<slug:slug>/rooster/<uuid:timetable_id>/"
SUPPLY = "programmas/<slug:slug>/waarmee-plannen/"

urlpatterns = [
    path("groepen/", views.group_list, name="groups"),
    path("groepen/<uuid:group_id>/", views.group_page, name="group"),
    path("mensen/<uuid:person_id>/taalcursus/", enrolling.course_page, name="language-course"),
    path("beheer/klassen/", classes.class_list, name="classes"),
    path("beheer/klassen/<uuid:class_id>/", classes.class_page, name="class"),
    path("programmas/<slug:slug>/planner/", views.planner_page, name="planner"),
    path("programmas/<slug:slug>/planner/voortgang/", views.planner_progress, name="planner-progress"),
    path("programmas/<slug:slug>/planner/kiezen/", choosing.choose, name="choose-planned"),
    path("programmas/<slug:slug>/planner/samen/", together.plan_together, name="start-together"),
    path("programmas/<slug:slug>/planner/start/", views.start_planner, name="start-planner"),
    path("programmas/<slug:slug>/planner/stop/", views.stop_planner, name="stop-planner"),
    path("programmas/<slug:slug>/planner/<uuid:timetable_id>/publiceren/", views.publish, name="publish-timetable"),
    path(BOARD, board.board_page, name="board"),
    path(f"{BOARD}wijzigen/", board.change, name="board-change"),
    path(f"{BOARD}ongedaan-maken/", board.undo, name="board-undo"),
    path(f"{BOARD}opnieuw/", board.redo, name="board-redo"),
    path(f"{BOARD}groepen/<uuid:group_id>/vastzetten/", board.pin, name="board-pin"),
    path(f"{BOARD}nakijken/", drafts.review, name="review-timetable"),
    path(f"{BOARD}vergelijken/", drafts.compare, name="compare-timetables"),
    path(f"{BOARD}concept-maken/", drafts.copy, name="copy-timetable"),
    path(f"{BOARD}naam/", drafts.name, name="name-timetable"),
    path(f"{BOARD}weggooien/", drafts.discard, name="discard-timetable"),
    path(f"{BOARD}knelpunten/", drafts.bottlenecks, name="bottlenecks"),
    path(f"{BOARD}knelpunten/zoeken/", drafts.ask_bottlenecks, name="ask-bottlenecks"),
    path(f"{BOARD}knelpunten/<uuid:bottleneck_id>/proberen/", drafts.try_bottleneck, name="try-bottleneck"),
    path(f"{BOARD}verdergaan/", drafts.go_on, name="go-on-from"),
    path("programmas/<slug:slug>/themas/", themes.theme_list, name="themes"),
    path("programmas/<slug:slug>/themas/<uuid:offer_id>/", themes.offer_themes, name="offer-themes"),
    path(SUPPLY, supply.supply_page, name="supply"),
    path(f"{SUPPLY}reistijden/", travel.travel_times, name="travel-times"),
    path(f"{SUPPLY}reistijden/uitrekenen/", travel.compute_travel, name="compute-travel"),
    path(f"{SUPPLY}feestdagen/", public_holidays.public_holidays, name="public-holidays"),
    path(f"{SUPPLY}gebouw/<uuid:location_id>/plaatje/", pictures.location_picture, name="location-picture"),
    path(f"{SUPPLY}<slug:kind>/", supply.supply_list, name="supply-list"),
    path(f"{SUPPLY}<slug:kind>/nieuw/", supply.supply_add, name="supply-add"),
    path(f"{SUPPLY}<slug:kind>/<uuid:row_id>/", supply.supply_row, name="supply-row"),
    path(f"{SUPPLY}<slug:kind>/<uuid:row_id>/weghalen/", supply.supply_remove, name="supply-remove"),
    path(f"{SUPPLY}<slug:kind>/<uuid:row_id>/terugzetten/", supply.supply_put_back, name="supply-put-back"),
]
