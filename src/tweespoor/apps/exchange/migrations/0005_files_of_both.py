from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0004_files_of_groups'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attendancefile',
            name='about',
            field=models.CharField(choices=[('classes', 'Lessen van taalklassen'), ('groups', 'Trainingen van groepen'), ('both', 'Lessen en trainingen door elkaar')], default='classes', max_length=12),
        ),
    ]
