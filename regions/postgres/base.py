"""PostgreSQL as Django knows it, with our own way of making test databases and of emptying them."""

from django.db.backends.postgresql import base

from regions.postgres.creation import DatabaseCreation
from regions.postgres.operations import DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations
