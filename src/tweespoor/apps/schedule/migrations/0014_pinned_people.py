"""A seat in a group is a row of its own name, that can be pinned; what was changed by hand knows who waits for what.

What was carried out after something happened is kept, so that it can be taken back.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0012_questions_of_designs"),
        ("schedule", "0013_training_hours"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="schedule.group",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={"db_table": "schedule_group_participants", "unique_together": {("group", "person")}},
                ),
                migrations.AlterField(
                    model_name="group",
                    name="participants",
                    field=models.ManyToManyField(
                        blank=True, related_name="groups", through="schedule.Seat", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddField("seat", "pinned", models.BooleanField(default=False)),
        migrations.AddField("timetable", "in_the_way", models.JSONField(blank=True, default=list)),
        migrations.AddField("changedseat", "waits", models.BooleanField(default=True)),
        migrations.AddField("changedseat", "forced", models.BooleanField(default=False)),
        migrations.AddField("changedseat", "sessions", models.JSONField(default=list)),
        migrations.AddField("changedseat", "pinned", models.BooleanField(default=False)),
        migrations.AddField(
            "changedseat",
            "waits_for",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="schedule.offer",
            ),
        ),
        migrations.AddField("disruption", "settled", models.JSONField(blank=True, default=dict)),
        migrations.AddField("disruption", "taken_back_at", models.DateTimeField(blank=True, null=True)),
    ]
