"""The Jinja2 environment of the pages: what every template may call.

Macros imported without context see only these names, so the building blocks stand here and not in a context
processor. Rarely needed things are passed as arguments.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from config import form_controls, jinja_filters, vendor
from kernel import clock

SPRITE = "vendor/tabler-icons-3.52.0/outline.svg"


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    env = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, translation.ngettext, newstyle=False, pgettext=translation.pgettext
    )
    env.globals.update(
        static=asset,
        piece=piece,
        url=url,
        url_if=url_if,
        icon=icon,
        with_query=with_query,
        language=translation.get_language,
        today=clock.today,
        now=clock.now,
    )
    env.globals.update(form_controls.GLOBALS)
    env.filters.update(jinja_filters.FILTERS)
    return env


def gettext(message: str) -> str:
    """As Django's: a page of many rows says the same words again and again."""
    if type(message) is not str:  # marked as safe: the translation must be so too
        return translation.gettext(message)
    return _said(translation.get_language(), message)


@lru_cache(maxsize=8192)
def _said(language: str | None, message: str) -> str:
    return translation.gettext(message)


def pages() -> Environment:
    """The environment the pages are drawn with, as Django configured it."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    env: Environment = engine.env
    return env


def piece(template: str, **values: Hashable) -> Markup:
    """A part of a page that follows from these values and the language alone, so it is drawn once for each of them."""
    drawn = _draw if pages().auto_reload else _piece
    return drawn((translation.get_language(), *_names()), template, tuple(values.items()))


def _draw(said_in: tuple[str | None, ...], template: str, values: tuple[tuple[str, Hashable], ...]) -> Markup:
    return Markup(pages().get_template(template).render(dict(values)))


_piece = lru_cache(maxsize=256)(_draw)


def asset(path: str) -> str:
    """The address of a static file."""
    return _asset(settings.STATIC_URL, path)


@lru_cache(maxsize=512)
def _asset(base: str, path: str) -> str:
    return static(path)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; raises NoReverseMatch for a name that does not exist."""
    if kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _address(_names(), name, args)


def _names() -> tuple[str | None, ...]:
    """What decides which address a name means."""
    return settings.ROOT_URLCONF, get_urlconf(), get_script_prefix()


@lru_cache(maxsize=8192)
def _address(names: tuple[str | None, ...], name: str, args: tuple[Any, ...]) -> str:
    """A page of many rows asks for the same addresses again and again."""
    return reverse(name, args=args)


def url_if(name: str, *args: Any, **kwargs: Any) -> str | None:
    """The address of a named page, or None while that page does not exist."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def icon(name: str, label: str = "", size: int = 20) -> Markup:
    """One icon of the sprite. Decorative unless it carries a `label`. Raises KeyError for a name not in the sprite."""
    return _icon(name, str(label), size)


@lru_cache(maxsize=2048)
def _icon(name: str, label: str, size: int) -> Markup:
    if name not in vendor.icon_names():
        raise KeyError(f"icon {name!r} is not in static/vendor/manifest.json")
    role = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    turning = " ty-turning" if name == "loader-2" else ""
    return Markup('<svg class="icon{0}" width="{1}" height="{1}"{2}><use href="{3}#{4}"/></svg>').format(
        turning, size, role, asset(SPRITE), name
    )


def with_query(request: HttpRequest, **changes: object) -> str:
    """This page's address with some query values changed; None takes one away. Keeps filters while paging."""
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    encoded = urlencode([(key, value) for key, values in query.lists() for value in values])
    return f"{escape(request.path)}?{encoded}" if encoded else str(escape(request.path))
