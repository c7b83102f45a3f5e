from importlib import import_module

from django.db import migrations

_watched = import_module("reporting.migrations.0002_touches")._watched


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_complaints_counted"), ("inspections", "0002_complaints")]

    operations = [_watched("inspections_complaint", "SELECT region_id, 0, true FROM changed")]
