"""Row-level security: see apps/people/wall.py.

The address of a week of nobody in particular is behind the wall too: the application looks addresses up.
"""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("weeks", "0001_calendar_feeds"), ("people", "0003_wall")]

    operations = [protect("weeks_calendarfeed")]
