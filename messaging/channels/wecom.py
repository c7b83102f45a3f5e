"""WeCom group robots: each person gives the key of a robot of their own group."""

from urllib.parse import quote

from django.conf import settings

from messaging.channels.base import Letter, Outcome, Refused, Unclear, Unreachable
from messaging.channels.http import call

_SECONDS = 8.0
#: Answers of the robot after which nothing was posted: too fast, busy.
_LATER = frozenset({-1, 45009, 45033, 42001})


class WecomRobot:
    """A robot knows no key and cannot be asked: what may have arrived is not posted a second time."""

    repeatable = False

    def send(self, letter: Letter) -> str:
        url = f"{settings.WECOM_ROBOT_URL}?key={quote(letter.to)}"
        lines = (letter.title, letter.text, letter.link)
        content = "\n".join(line for line in lines if line)
        body = {"msgtype": "text", "text": {"content": _within(content, 2048)}}
        status, answer = call("POST", url, body=body, seconds=_SECONDS)
        code = answer.get("errcode") if isinstance(answer, dict) else None
        if status == 200 and code == 0:
            return letter.key
        if status in (429, 503) or code in _LATER:
            raise Unreachable(str(code or status))
        if status in range(400, 500) or isinstance(code, int):
            raise Refused(str(code or status))
        raise Unclear(str(status))

    def lookup(self, key: str) -> Outcome:
        return Outcome.UNKNOWN


def _within(text: str, size: int) -> str:
    """At most so many bytes, not cut inside a character: a robot refuses longer texts."""
    return text.encode()[:size].decode(errors="ignore")
