from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                ("district", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("checked_at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=12)),
                ("fault_at", models.BigIntegerField(null=True)),
            ],
        ),
    ]
