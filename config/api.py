"""The API's default answer: no. A view that forgot to declare its permission is closed, not open."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class NobodyUnlessTheViewSays(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return False
