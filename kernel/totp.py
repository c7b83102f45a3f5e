"""Codes of an authenticator: six digits from a shared secret and the half minute (RFC 6238, SHA-1 as phones expect)."""

import base64
import hmac
import secrets
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS = 6
STEP_SECONDS = 30
#: How many steps a phone's clock may be early or late.
DRIFT = 1
_SECRET_BYTES = 20


def new_secret() -> str:
    """160 random bits in base32, as an authenticator is told them."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one step. Steps count half minutes since 1970."""
    totp = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)
    return totp.generate(step * STEP_SECONDS).decode()


def matching_step(secret: str, code: str, *, seconds: float, after: int) -> int | None:
    """The step that a typed code belongs to, near the moment `seconds`; only steps later than `after`, so that a code
    counts once. None where it fits none."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    now = int(seconds) // STEP_SECONDS
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(code_at(secret, step), typed):
            return step
    return None


def address(secret: str, *, issuer: str, account: str) -> str:
    """What the picture for the authenticator holds (otpauth://)."""
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS})
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
