"""Reading a JSON body: no larger, deeper or stranger than an honest client sends."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The request is too large. Send fewer items at a time.")
    default_code = "TOO_LARGE"


class StrictJsonParser(BaseParser):
    """UTF-8 JSON of at most settings.DATA_UPLOAD_MAX_MEMORY_SIZE bytes, without NaN and without a name given twice."""

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge
        try:
            return strict_json(body.decode("utf-8"))
        except ValueError as error:
            raise ParseError(_("The body is not valid JSON (UTF-8, each name once).")) from error


def strict_json(text: str) -> Any:
    """A JSON value without NaN and without a name given twice. Raises ValueError for anything else."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers of a doubled name may each believe another value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _refuse(word: str) -> Any:
    raise ValueError(word)
