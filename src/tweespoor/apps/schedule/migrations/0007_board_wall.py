"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("schedule", "0006_board"), ("people", "0003_wall")]

    operations = [
        protect("schedule_changedseat"),
    ]
