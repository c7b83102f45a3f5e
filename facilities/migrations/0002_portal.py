from django.db import migrations


class Migration(migrations.Migration):
    """The login `portal` reads what everybody may know, and the names of the divisions. Nothing else."""

    dependencies = [("facilities", "0001_initial"), ("regions", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "GRANT USAGE ON SCHEMA public TO portal;"
            " GRANT SELECT ON facilities_publicfacility, regions_region TO portal",
            "REVOKE SELECT ON facilities_publicfacility, regions_region FROM portal",
        )
    ]
