from django.db import migrations

# Whatever is written to a row that figures rest on leaves a note for the next fold: which facility of which division, and
# whether the division's own figures rest on it too. One note for each of them a statement, whatever its number of rows.
OF_FACILITY = (
    "facilities_universalrecognition", "facilities_enrolment", "facilities_breach",
    "staff_employment", "staff_proof", "inspections_visit", "inspections_finding",
)
#: table → what is noted of a changed row, as the columns (region_id, facility_id, division)
NOTED = {
    **{table: "SELECT region_id, facility_id, false FROM changed" for table in OF_FACILITY},
    "facilities_facility": "SELECT region_id, id, true FROM changed",
    "facilities_facilityphase": "SELECT region_id, facility_id, true FROM changed",
    "facilities_growthstation": "SELECT region_id, 0, true FROM changed",
    "obligations_obligation": "SELECT region_id, coalesce(facility_id, 0), facility_id IS NULL FROM changed",
    "subsidies_subsidyclaim": "SELECT region_id, facility_id, true FROM changed",
    "subsidies_batchline": "SELECT region_id, facility_id, true FROM changed",
}
FUNCTION = """
CREATE FUNCTION {table}_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reporting_figuretouch (region_id, facility_id, division) SELECT DISTINCT * FROM ({noted}) touched;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_touched_in AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched();
CREATE TRIGGER {table}_touched_out AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched();
CREATE FUNCTION {table}_touched_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reporting_figuretouch (region_id, facility_id, division) {before} UNION {noted};
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_touched_both AFTER UPDATE ON {table} REFERENCING OLD TABLE AS gone NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched_both();
"""
BACK = """
DROP TRIGGER {table}_touched_in ON {table};
DROP TRIGGER {table}_touched_out ON {table};
DROP TRIGGER {table}_touched_both ON {table};
DROP FUNCTION {table}_touched();
DROP FUNCTION {table}_touched_both();
"""
# What was closed stays as it was: neither the application nor the owner changes a snapshot, nor an entered figure but for
# the moment at which another took its place.
KEPT = """
CREATE FUNCTION reporting_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a closed period and an entered figure are never changed'; END $$;
CREATE TRIGGER snapshot_kept BEFORE UPDATE OR DELETE ON reporting_periodsnapshot
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER entered_kept BEFORE DELETE ON reporting_enteredfigure
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER entered_as_it_was BEFORE UPDATE ON reporting_enteredfigure FOR EACH ROW
    WHEN (OLD.replaced_at IS NOT NULL OR (OLD.region_id, OLD.kind, OLD.key, OLD.year, OLD.value, OLD.document, OLD.page, OLD.entered_by_id)
        IS DISTINCT FROM (NEW.region_id, NEW.kind, NEW.key, NEW.year, NEW.value, NEW.document, NEW.page, NEW.entered_by_id))
    EXECUTE FUNCTION reporting_refuse_change();
"""
KEPT_BACK = """
DROP TRIGGER snapshot_kept ON reporting_periodsnapshot;
DROP TRIGGER entered_kept ON reporting_enteredfigure;
DROP TRIGGER entered_as_it_was ON reporting_enteredfigure;
DROP FUNCTION reporting_refuse_change();
"""


def _watched(table: str, noted: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        FUNCTION.format(table=table, noted=noted, before=noted.replace("FROM changed", "FROM gone")),
        BACK.format(table=table),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("facilities", "0011_facility_phases"),
        ("staff", "0001_initial"),
        ("inspections", "0001_initial"),
        ("subsidies", "0001_initial"),
        ("obligations", "0001_initial"),
    ]

    operations = [
        *(_watched(table, noted) for table, noted in NOTED.items()),
        migrations.RunSQL(KEPT, KEPT_BACK),
    ]
