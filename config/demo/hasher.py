"""Demo passwords are printed on the screen: hashing a hundred of them slowly would protect nobody."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds. Named in the development settings only."""

    algorithm = "pbkdf2_sha256_demo"
    iterations = 20_000
