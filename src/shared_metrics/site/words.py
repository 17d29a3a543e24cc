"""A language of the site: its messages, and how it writes numbers, periods and days."""

import datetime as dt
import gettext
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from shared_metrics.agenda.model import Metric, Sector
from shared_metrics.charts import ChartWords
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress.wording import is_share, rounded

NO_BREAK: Final = "\u00a0"
PER_CENT: Final = f"{NO_BREAK}%"
LOCALES: Final = {"en": "en_001", "es": "es"}  # the first language is at the site's root
FIRST: Final = "en"
_CODED: Final = re.compile(r"([<>])\s*([0-9.]+)\s*%")
_POINTS_DECIMALS: Final = 2

Value = Fraction | Decimal | float


def message(text: str) -> str:
    """Marks a text as a message that is translated later."""
    return text


UNITS: Final = (message("people"), message("minutes"), message("USD per hour"), message("trips"))
SECTOR_NAMES: Final = {
    Sector.PUBLIC: message("Public agencies"),
    Sector.PRIVATE: message("Employers"),
    Sector.NONPROFIT: message("Nonprofits"),
    Sector.UNIVERSITY: message("Universities"),
    Sector.CIVIL_SOCIETY: message("Civil society"),
}
INSTEAD: Final = {
    "suppressed": message("hidden to protect people"),
    "not_reported": message("not reported"),
    "not_applicable": message("not applicable"),
}


@dataclass(frozen=True)
class Words:
    """One language. `own`: the language the partnership writes its own words in."""

    code: str
    catalog: gettext.NullTranslations
    own: str = FIRST

    @property
    def locale(self) -> Locale:
        """How the language writes numbers and days."""
        return Locale.parse(LOCALES[self.code])

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return (self.locale.language_name or self.code).capitalize()

    def say(self, text: str, **values: object) -> str:
        """A message in this language, with values in its `%(name)s` places."""
        translated = self.catalog.gettext(text)
        return translated % values if values else translated

    def say_n(self, one: str, many: str, number: int, **values: object) -> str:
        """A message about a number of things; `%(number)s` is that number."""
        translated = self.catalog.ngettext(one, many, number)
        return translated % {"number": self.whole(number), **values}

    def whole(self, number: int) -> str:
        """A count, with the language's marks between thousands."""
        return str(format_decimal(number, locale=self.locale))

    def number(self, value: Value, metric: Metric) -> str:
        """`231`, `69.4 %`: rounded to the metric's decimals."""
        return self._number(value, metric, PER_CENT if is_share(metric) else "")

    def value(self, value: Value, metric: Metric) -> str:
        """`231 people`, `69.4 %`."""
        number = self.number(value, metric)
        return number if is_share(metric) else f"{number} {self.unit(metric)}"

    def difference(self, change: Value, metric: Metric) -> str:
        """How far apart two values are, without a sign: `12 people`, `1.5 points`."""
        unit = self.say("points") if is_share(metric) else self.unit(metric)
        return f"{self._number(abs(_exact(change)), metric, '')} {unit}"

    def _number(self, value: Value, metric: Metric, after: str) -> str:
        shown = _exact(value) * (100 if is_share(metric) else 1)
        pattern = "#,##0" + ("." + "0" * metric.decimals if metric.decimals else "")
        written = format_decimal(rounded(shown, metric.decimals), pattern, locale=self.locale)
        return f"{written}{after}"

    def unit(self, metric: Metric) -> str:
        """What the values are counted in."""
        return self.say("share") if is_share(metric) else self.say(metric.unit)

    def share(self, share: float) -> str:
        """A share as whole per cent."""
        return f"{self.whole(round(Fraction(share) * 100))}{PER_CENT}"

    def coded(self, code: str) -> str:
        """`<5 %` as the language writes it."""
        match = _CODED.fullmatch(code.strip())
        if match is None:
            return code
        return f"{match[1]}{format_decimal(Decimal(match[2]), locale=self.locale)}{PER_CENT}"

    def instead(self, status: str) -> str:
        """What is said where there is no value."""
        return self.say(INSTEAD[status]) if status in INSTEAD else status

    def sector(self, sector: str) -> str:
        """What people read for a sector's id."""
        known = set(Sector)
        return self.say(SECTOR_NAMES[Sector(sector)]) if sector in known else sector

    def period(self, period: Period) -> str:
        """`March 2026`, `Q1 2026`, `2026`, `2025-26`."""
        return self._period(period, "yMMMM")

    def tick(self, period: Period) -> str:
        """The same where room is scarce."""
        return self._period(period, "yMMM")

    def _period(self, period: Period, month: str) -> str:
        skeletons = {PeriodKind.MONTH: month, PeriodKind.QUARTER: "yQQQ"}
        if period.kind not in skeletons:
            return period.text
        return str(format_skeleton(skeletons[period.kind], period.first_day, locale=self.locale))

    def during(self, period: Period) -> str:
        """`in March 2026`."""
        name = self.period(period)
        match period.kind:
            case PeriodKind.MONTH:
                return self.say("in %(month)s", month=name)
            case PeriodKind.QUARTER:
                return self.say("in %(quarter)s", quarter=name)
            case PeriodKind.YEAR:
                return self.say("in %(year)s", year=name)
            case PeriodKind.SCHOOL_YEAR:
                return self.say("in the school year %(school_year)s", school_year=name)

    def by(self, period: Period) -> str:
        """`by March 2026`."""
        name = self.period(period)
        match period.kind:
            case PeriodKind.MONTH:
                return self.say("by %(month)s", month=name)
            case PeriodKind.QUARTER:
                return self.say("by %(quarter)s", quarter=name)
            case PeriodKind.YEAR:
                return self.say("by %(year)s", year=name)
            case PeriodKind.SCHOOL_YEAR:
                return self.say("by the school year %(school_year)s", school_year=name)

    def month(self, day: dt.date) -> str:
        """`Mar 2026`."""
        return str(format_skeleton("yMMM", day, locale=self.locale))

    def day(self, day: dt.date) -> str:
        """`22 April 2026`."""
        return str(format_date(day, "long", locale=self.locale))

    def short_day(self, day: dt.date) -> str:
        """`22 Apr 2026`."""
        return str(format_date(day, "medium", locale=self.locale))

    @cached_property
    def in_charts(self) -> ChartWords:
        """The same words, for charts."""
        return ChartWords(
            baseline=self.say("Baseline"),
            target=self.say("Target"),
            path=self.say("agreed path"),
            definition_changed=self.say("definition changed"),
            hidden=self.instead("suppressed"),
            not_reported=self.instead("not_reported"),
            not_applicable=self.instead("not_applicable"),
            number=self.number,
            value=self.value,
            unit=self.unit,
            period=self.period,
            tick=self.tick,
        )

    @cached_property
    def axis_numbers(self) -> dict[str, object]:
        """How the language writes the numbers of an axis, as d3 wants to be told."""
        signs = self.locale.number_symbols["latn"]
        return {
            "decimal": signs["decimal"],
            "thousands": signs["group"],
            "grouping": [3],
            "currency": ["", ""],
            "percent": PER_CENT,
        }


def _exact(value: Value) -> Fraction:
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


@cache
def words_of(code: str, own: str = FIRST) -> Words:
    """A language by its code."""
    return Words(code, _catalog(code), own)


def _catalog(code: str) -> gettext.NullTranslations:
    """The messages of a language; in the first one they are said as they are written."""
    if code == FIRST:
        return gettext.NullTranslations()
    source = files("shared_metrics.site") / "translations" / f"{code}.po"
    catalog = read_po(io.BytesIO(source.read_bytes()), locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
