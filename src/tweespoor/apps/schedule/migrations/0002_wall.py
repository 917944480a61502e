"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("schedule", "0001_initial"), ("people", "0003_wall")]

    operations = [
        protect("schedule_enrolment"),
        protect("schedule_unplaced"),
        protect("schedule_group_participants"),
    ]
