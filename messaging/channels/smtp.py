"""E-mail by SMTP, through Django's mail backend."""

import smtplib
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from kernel.clock import wall_seconds
from messaging.channels.base import Letter, Outcome, Refused, Unclear, Unreachable


class Smtp:
    """The Message-ID follows from the key: a mail that had to be repeated is the same mail to the receiving server."""

    repeatable = True

    def send(self, letter: Letter) -> str:
        number = f"<{letter.key}@{settings.MESSAGE_DOMAIN}>"
        mail = EmailMessage(
            subject=letter.title,
            body=letter.text + (f"\n\n{letter.link}" if letter.link else ""),
            to=[letter.to],
            headers={
                "Message-ID": number,
                "Date": formatdate(wall_seconds()),
                "Auto-Submitted": "auto-generated",
            },
            connection=_connection(),
        )
        _hand_over(mail)
        return number

    def lookup(self, key: str) -> Outcome:
        return Outcome.UNKNOWN


def _connection() -> object:
    try:
        connection = get_connection()
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(type(error).__name__) from error
    return connection


def _hand_over(mail: EmailMessage) -> None:
    """A refusal comes before the text; whatever breaks off after that may have been accepted."""
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _text in error.recipients.values()}
        raise (Unreachable if all(code < 500 for code in codes) else Refused)(str(sorted(codes))) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise (Unreachable if error.smtp_code < 500 else Refused)(str(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unclear(type(error).__name__) from error
    finally:
        if mail.connection is not None:
            try:
                mail.connection.close()
            except (OSError, smtplib.SMTPException):
                mail.connection.connection = None  # it was accepted or not; a goodbye changes nothing
