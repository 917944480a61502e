"""Row-level security: see apps/people/wall.py.

What happened to nobody in particular is behind the wall too: what is shown of it is read by the application.
"""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("schedule", "0010_disruptions"), ("people", "0003_wall")]

    operations = [protect("schedule_disruption")]
