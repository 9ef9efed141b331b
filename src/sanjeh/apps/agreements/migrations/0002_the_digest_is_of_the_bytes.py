from django.db import migrations

KEPT = """
ALTER TABLE agreements_agreementversion ADD CONSTRAINT agreement_digest_is_of_its_bytes
    CHECK (sha256 = encode(sha256(exact), 'hex'));
"""
FREE = "ALTER TABLE agreements_agreementversion DROP CONSTRAINT agreement_digest_is_of_its_bytes"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_versions_are_rows")]

    operations = [migrations.RunSQL(KEPT, FREE)]
