"""Who moved to another municipality is in nobody's care any more: so it is from now on, and so it becomes of before."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest


def end_care_of_closed(apps, schema_editor):
    """End the care for everybody whose dossier is closed, on the day it was."""
    people = apps.get_model("people", "Person").objects.filter(pk=OuterRef("person"))
    rows = apps.get_model("people", "Caseload").objects.filter(until=None, person__closed_on__isnull=False)
    rows.update(until=Greatest(F("since"), Subquery(people.values("closed_on")[:1])))


class Migration(migrations.Migration):
    dependencies = [("people", "0009_wall_once")]

    operations = [migrations.RunPython(end_care_of_closed, migrations.RunPython.noop)]
