"""The API's default answer: no. A view that forgot to declare its permission is closed, not open."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.request import Request
    from rest_framework.views import APIView


class NobodyUnlessTheViewSays(BasePermission):
    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return False
