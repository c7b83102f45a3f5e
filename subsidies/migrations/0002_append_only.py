from django.conf import settings
from django.db import migrations

# What is posted stays: the application's login may add journals and read them. A journal's legs come in one statement
# and each payer's sum is zero, or nothing of it is kept. A simulated claim stands in no batch. The triggers stop the owner too.
FORWARD = """
REVOKE UPDATE, DELETE ON subsidies_journal, subsidies_entry, subsidies_budgetdocument FROM {app};
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON subsidies_journal
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON subsidies_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER budget_document_append_only BEFORE UPDATE OR DELETE ON subsidies_budgetdocument
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE FUNCTION batch_line_is_real() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM subsidies_subsidyclaim WHERE id = NEW.claim_id AND simulated) THEN
        RAISE EXCEPTION 'a simulated claim is never paid' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER batch_line_is_real BEFORE INSERT OR UPDATE OF claim_id ON subsidies_batchline
    FOR EACH ROW EXECUTE FUNCTION batch_line_is_real();
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM posted GROUP BY journal_id, payer HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'a journal does not sum to zero';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_balanced AFTER INSERT ON subsidies_entry
    REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION ledger_balanced();
"""
BACKWARD = """
DROP TRIGGER batch_line_is_real ON subsidies_batchline;
DROP FUNCTION batch_line_is_real();
DROP TRIGGER entry_balanced ON subsidies_entry;
DROP FUNCTION ledger_balanced();
DROP TRIGGER budget_document_append_only ON subsidies_budgetdocument;
DROP TRIGGER entry_append_only ON subsidies_entry;
DROP TRIGGER journal_append_only ON subsidies_journal;
DROP FUNCTION ledger_refuse_change();
GRANT UPDATE, DELETE ON subsidies_journal, subsidies_entry, subsidies_budgetdocument TO {app};
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD.replace("{app}", settings.APP_LOGIN), BACKWARD.replace("{app}", settings.APP_LOGIN))
    ]
