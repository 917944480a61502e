"""Addresses of what comes in and goes out."""

from django.urls import path

from tweespoor.apps.exchange.views import (
    attendance_check,
    attendance_files,
    caseload,
    caseload_check,
    classes,
    people_list,
)

FILE = "aanwezigheid/bestanden/<uuid:file_id>/"

urlpatterns = [
    path("mensen/lijst.csv", people_list.people_csv, name="people-csv"),
    path("mensen/importeren/", caseload.import_list, name="imports"),
    path("mensen/importeren/<uuid:import_id>/", caseload.import_page, name="import"),
    path("mensen/importeren/<uuid:import_id>/blad/", caseload.import_sheet, name="import-sheet"),
    path("mensen/importeren/<uuid:import_id>/kolommen/", caseload.import_columns, name="import-columns"),
    path("mensen/importeren/<uuid:import_id>/controle/", caseload_check.import_check, name="import-check"),
    path("mensen/importeren/<uuid:import_id>/cellen/", caseload_check.import_mend, name="import-mend"),
    path("mensen/importeren/<uuid:import_id>/rijen/", caseload_check.import_decide, name="import-decide"),
    path("mensen/importeren/<uuid:import_id>/start/", caseload_check.import_start, name="import-start"),
    path("mensen/importeren/<uuid:import_id>/voortgang/", caseload.import_progress, name="import-progress"),
    path("mensen/importeren/<uuid:import_id>/ongedaan/", caseload.import_undo, name="import-undo"),
    path("mensen/importeren/<uuid:import_id>/weggooien/", caseload.import_discard, name="import-discard"),
    path("aanwezigheid/bestanden/", attendance_files.files, name="attendance-files"),
    path(FILE, attendance_files.file_page, name="attendance-file"),
    path(f"{FILE}blad/", attendance_files.file_sheet, name="attendance-file-sheet"),
    path(f"{FILE}kolommen/", attendance_files.file_columns, name="attendance-file-columns"),
    path(f"{FILE}woorden/", attendance_files.file_words, name="attendance-file-words"),
    path(f"{FILE}controle/", attendance_check.file_check, name="attendance-file-check"),
    path(f"{FILE}keuzes/", attendance_check.file_decide, name="attendance-file-decide"),
    path(f"{FILE}inlezen/", attendance_check.file_start, name="attendance-file-start"),
    path(f"{FILE}ongedaan/", attendance_files.file_undo, name="attendance-file-undo"),
    path(f"{FILE}weggooien/", attendance_files.file_discard, name="attendance-file-discard"),
    path("programmas/<slug:slug>/klassen-inlezen/", classes.class_import, name="class-import"),
    path("programmas/<slug:slug>/klassen-inlezen/nakijken/", classes.class_import_check, name="class-import-check"),
    path(
        "programmas/<slug:slug>/klassen-inlezen/<uuid:list_id>/ongedaan/",
        classes.class_import_undo,
        name="class-import-undo",
    ),
]
