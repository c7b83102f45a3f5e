from django.conf import settings
from django.db import migrations

# The application's login may add events and read them; it may neither change nor remove one. The trigger stops the
# owner too: an event is corrected by another event.
FORWARD = """
REVOKE UPDATE, DELETE ON audit_auditevent FROM {app};
REVOKE DELETE ON audit_auditchain FROM {app};
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
BACKWARD = """
DROP TRIGGER audit_append_only ON audit_auditevent;
DROP FUNCTION audit_refuse_change();
GRANT UPDATE, DELETE ON audit_auditevent TO {app};
GRANT DELETE ON audit_auditchain TO {app};
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD.replace("{app}", settings.APP_LOGIN), BACKWARD.replace("{app}", settings.APP_LOGIN))]
