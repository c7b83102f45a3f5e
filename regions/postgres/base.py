"""PostgreSQL as Django knows it, with our own way of making test databases."""

from django.db.backends.postgresql import base

from regions.postgres.creation import DatabaseCreation


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
