"""Templates -> pages. Everything that did not come from our own templates is escaped."""

import json
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from shared_metrics.agenda.model import is_email
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.site import places
from shared_metrics.site.places import Place
from shared_metrics.site.words import LOCALES, Words, words_of

TEMPLATES: Final = ("shared_metrics.site", "templates")


def render(template: str, words: Words, place: Place, **values: object) -> str:
    """A page."""
    return _environment(words).get_template(template).render(place=place, **values)


@cache
def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader(*TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        keep_trailing_newline=True,
    )
    install = environment.install_gettext_callables  # type: ignore[attr-defined]  # i18n adds it
    install(words.catalog.gettext, words.catalog.ngettext, newstyle=True)
    environment.globals |= {
        "words": words,
        "languages": [words_of(code, words.own) for code in LOCALES],
        "own": lambda text: own(text, words),
        "places": places,
        "is_email": is_email,
    }
    environment.filters |= {"json": as_data, "as_month": as_month}
    return environment


def own(text: str, words: Words) -> Markup:
    """The partnership's own words: on a page in another language they say which theirs is."""
    if words.code == words.own:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(words.own, text)


def as_month(text: str) -> Period:
    """A setback's month."""
    return parse_period(text, PeriodKind.MONTH)


def as_data(value: object) -> Markup:
    """JSON inside a page: no sign in it can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704 - no sign of HTML is left in it
