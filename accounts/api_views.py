"""The base of every API view. Separate, because the framework's views load the permission classes themselves."""

from rest_framework.views import APIView

from accounts.api_access import Declared


class ApiView(Declared, APIView):
    """Say `actions = {"GET": Action.X, "POST": (Action.Y, Action.Z)}`, or `public = True`."""
