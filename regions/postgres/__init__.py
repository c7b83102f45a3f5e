"""The database engine `regions.postgres`: PostgreSQL whose test databases belong to the login `owner`."""
