"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial"), ("people", "0003_wall")]

    operations = [
        protect("attendance_attendancemark"),
        protect("attendance_plannedabsence"),
    ]
