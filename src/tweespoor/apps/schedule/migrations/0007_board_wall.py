"""Row-level security: see apps/people/wall.py.

A bottleneck of nobody in particular is behind the wall too: what is shown of them is read by the application.
"""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("schedule", "0006_board"), ("people", "0003_wall")]

    operations = [
        protect("schedule_changedseat"),
        protect("schedule_bottleneck"),
    ]
