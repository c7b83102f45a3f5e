from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LawStamp',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('working', models.BooleanField()),
                ('ordinal', models.IntegerField()),
                ('kind', models.CharField(choices=[('WORKDAY', 'Working day'), ('WEEKEND', 'Weekend'), ('HOLIDAY', 'Holiday'), ('MAKEUP', 'Make-up working day')], max_length=8)),
                ('name', models.CharField(blank=True, max_length=40)),
                ('published', models.BooleanField()),
                ('version', models.CharField(max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('working', True)), fields=('ordinal',), name='calendar_ordinal')],
            },
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('label', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('document', models.CharField(blank=True, max_length=60)),
                ('published_on', models.DateField(null=True)),
                ('known_from', models.DateField()),
                ('content', models.JSONField()),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'known_from'], name='calendar_year_known')],
            },
        ),
        migrations.CreateModel(
            name='PackVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('version', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('valid_from', models.DateField()),
                ('status', models.CharField(choices=[('DRAFT', 'Draft text'), ('TRIAL', 'Trial text'), ('IN_FORCE', 'In force'), ('EXPIRED', 'No longer in force'), ('REPEALED', 'Repealed')], max_length=10)),
                ('current', models.BooleanField(default=True)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='pack_version_once'), models.UniqueConstraint(condition=models.Q(('current', True)), fields=('code',), name='pack_current_once')],
            },
        ),
    ]
