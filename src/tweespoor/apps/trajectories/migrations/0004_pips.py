"""Plans of persons: their tables, behind the wall, and the triggers that keep a signed plan as it was signed."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tweespoor.apps.people.wall import protect
from tweespoor.apps.trajectories.guards import build


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_what_holds'),
        ('trajectories', '0003_clock'),
    ]

    operations = [
        migrations.CreateModel(
            name='PipVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Concept'), ('discussed', 'Besproken'), ('signed', 'Ondertekend'), ('replaced', 'Vervangen')], default='draft', max_length=12)),
                ('act', models.CharField(blank=True, max_length=20)),
                ('target_group', models.CharField(blank=True, max_length=20)),
                ('route', models.CharField(blank=True, max_length=20)),
                ('content', models.JSONField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('reason', models.CharField(blank=True, choices=[('route', 'Andere leerroute'), ('phase', 'Volgende fase'), ('evaluation', 'Voortgangsgesprek'), ('circumstances', 'Andere omstandigheden'), ('moved', 'Verhuisd naar deze gemeente'), ('mistake', 'Er stond een fout in')], max_length=20)),
                ('reason_text', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.UUIDField(null=True)),
                ('discussed_on', models.DateField(blank=True, null=True)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('without_participant', models.CharField(blank=True, max_length=300)),
                ('replaced_on', models.DateField(blank=True, null=True)),
                ('received_from', models.CharField(blank=True, max_length=160)),
                ('words_erased_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pips', to='people.person')),
                ('trajectory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pips', to='trajectories.trajectory')),
            ],
            options={
                'ordering': ['person', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PipSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('participant', 'Deelnemer'), ('case-manager', 'Klantmanager')], max_length=20)),
                ('name', models.CharField(max_length=160)),
                ('signed_on', models.DateField()),
                ('interpreter', models.BooleanField(default=False)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.UUIDField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pip_signatures', to='people.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='trajectories.pipversion')),
            ],
            options={
                'ordering': ['version', '-party'],
            },
        ),
        migrations.AddConstraint(
            model_name='pipversion',
            constraint=models.UniqueConstraint(fields=('person', 'number'), name='one_plan_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='pipversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'discussed'))), fields=('person',), name='one_plan_is_worked_on_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pipversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'signed')), fields=('person',), name='one_plan_in_force_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pipversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_on__isnull', True), ('status__in', ('draft', 'discussed'))), models.Q(('signed_on__isnull', False), ('status__in', ('signed', 'replaced'))), _connector='OR'), name='a_signed_plan_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='pipversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'replaced'), _negated=True), ('replaced_on__isnull', False), _connector='OR'), name='a_replaced_plan_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='pipsignature',
            constraint=models.UniqueConstraint(fields=('version', 'party'), name='one_signature_per_party'),
        ),
        protect("trajectories_pipversion"),
        protect("trajectories_pipsignature"),
        build(),
    ]
