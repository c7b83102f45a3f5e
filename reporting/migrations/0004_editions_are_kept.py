from django.db import migrations

# An edition is what was handed in: nobody changes it, and a signed report keeps the words it was signed with.
KEPT = """
CREATE TRIGGER edition_kept BEFORE UPDATE OR DELETE ON reporting_reportedition
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_edition();
"""
FUNCTION = """
CREATE FUNCTION reporting_refuse_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an edition of a report is never changed'; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_reports")]

    operations = [
        migrations.RunSQL(
            FUNCTION + KEPT,
            "DROP TRIGGER edition_kept ON reporting_reportedition; DROP FUNCTION reporting_refuse_edition();",
        )
    ]
