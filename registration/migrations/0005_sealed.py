from django.db import migrations

from audit.personal.fields import SealedJSON, SealedText
from audit.personal.migration import seal


class Migration(migrations.Migration):
    dependencies = [("registration", "0004_filing_queues")]

    operations = [
        *seal("registration", "registration", "phone", SealedText()),
        *seal("registration", "registration", "changes", SealedJSON()),
        *seal("registration", "filing", "form", SealedJSON()),
        *seal("registration", "filingmaterial", "facts", SealedJSON()),
        *seal("registration", "pushsheetrow", "cells", SealedJSON()),
        *seal("registration", "pushsheetrow", "facts", SealedJSON()),
        *seal("registration", "pushdraft", "data", SealedJSON()),
    ]
