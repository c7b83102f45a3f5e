from django.db import migrations

from audit.personal.fields import SealedText
from audit.personal.migration import seal


class Migration(migrations.Migration):
    dependencies = [("facilities", "0003_public_receipts")]

    operations = seal("facilities", "facility", "phone", SealedText())
