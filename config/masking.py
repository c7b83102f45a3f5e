"""What programs write down for programmers: logs and reports of failures, without anybody's numbers and telephones."""

import logging

from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from kernel.masking import mask_people


class MaskedFormatter(logging.Formatter):
    """A line of a log with its traceback, numbers and telephones masked whoever wrote them into a message."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_people(super().format(record)).text


class MaskedReporter(ExceptionReporter):
    """Django's report of a failure, on the page of DEBUG and in mails: it shows what was typed and every variable."""

    def get_traceback_html(self) -> SafeString:
        return SafeString(mask_people(super().get_traceback_html()).text)

    def get_traceback_text(self) -> SafeString:
        return SafeString(mask_people(super().get_traceback_text()).text)
