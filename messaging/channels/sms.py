"""Text messages by a gateway that speaks the interface of docs/how-to/send-messages.md."""

from urllib.parse import quote

from django.conf import settings

from messaging.channels.base import Letter, Outcome, Refused, Unclear, Unreachable
from messaging.channels.http import call

_SECONDS = 8.0


class SmsGateway:
    """POST {url} with a key that the gateway accepts once; GET {url}/{key} tells what became of it."""

    repeatable = True

    def send(self, letter: Letter) -> str:
        body = {"key": letter.key, "to": f"+86{letter.to}", "text": letter.title}
        status, answer = call("POST", settings.SMS_URL, body=body, headers=_headers(), seconds=_SECONDS)
        number = answer.get("id") if isinstance(answer, dict) else None
        if status in (200, 201, 409) and isinstance(number, str):
            return number[:120]
        if status in (400, 404, 422):
            raise Refused(str(status))
        if status in (401, 403, 429):
            raise Unreachable(str(status))
        raise Unclear(str(status))

    def lookup(self, key: str) -> Outcome:
        try:
            url = f"{settings.SMS_URL.rstrip('/')}/{quote(key)}"
            status, _answer = call("GET", url, headers=_headers(), seconds=_SECONDS)
        except Unclear as error:
            raise Unreachable(str(error)) from error
        return {200: Outcome.ARRIVED, 404: Outcome.NOTHING}.get(status, Outcome.UNKNOWN)


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
