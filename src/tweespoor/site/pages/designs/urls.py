"""The addresses of the design workbench."""

from django.urls import path

from tweespoor.site.pages.designs import comparing, editing, moving, parts, reading

DRAFT = "concepten/<uuid:draft_id>/"
PART = DRAFT + "<slug:section>/<slug:part>/"

urlpatterns = [
    path("", reading.design_list, name="designs"),
    path("voorbeelden/<slug:pilot>/", reading.pilot_page, name="design-pilot"),
    path("beginnen/", editing.start, name="design-start"),
    path("inlezen/", editing.bring_in, name="design-import"),
    path("vergelijken/", comparing.compare_page, name="design-compare"),
    path("versies/<uuid:version_id>/", reading.version_page, name="design-version"),
    path("versies/<uuid:version_id>/bestand/", reading.export_version, name="design-version-file"),
    path("versies/<uuid:version_id>/bewerken/", editing.edit_version, name="design-edit-version"),
    path("versies/<uuid:version_id>/mensen/", moving.move_page, name="design-move"),
    path("verhuizingen/<uuid:batch_id>/terug/", moving.move_back, name="design-move-back"),
    path(DRAFT, editing.draft_page, name="design-draft"),
    path(DRAFT + "beeld/", editing.draft_picture, name="design-picture"),
    path(DRAFT + "bestand/", reading.export_draft, name="design-draft-file"),
    path(DRAFT + "geschiedenis/", reading.draft_history, name="design-history"),
    path(DRAFT + "terug/", editing.undo, name="design-undo"),
    path(DRAFT + "opnieuw/", editing.redo, name="design-redo"),
    path(DRAFT + "publiceren/", editing.publish, name="design-publish"),
    path(DRAFT + "weggooien/", editing.throw_away, name="design-throw-away"),
    path(DRAFT + "algemeen/", parts.general_page, name="design-general"),
    path(DRAFT + "erbij/<slug:section>/", parts.new_part, name="design-part-new"),
    path(PART, parts.part_page, name="design-part"),
    path(PART + "weg/", parts.remove_part, name="design-part-remove"),
    path(PART + "verplaatsen/", parts.move_part, name="design-part-move"),
]
