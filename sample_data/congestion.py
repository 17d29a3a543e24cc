"""The truth about trips: by corridor and time of day, with a winter of floods in it."""

from sample_data.cast import CONGESTION
from sample_data.chance import around, bell, binomial, chance
from sample_data.months import FIRST, LAST, month, month_text
from sample_data.workforce import Row

FLOODS = range(month("2024-02"), month("2024-04"))  # the shock: two corridors closed for weeks
FLOODED = ("sr_87", "i_280")
DELAY_SEASON = (1.1, 1.08, 1.02, 1.0, 0.97, 0.93, 0.86, 0.92, 1.03, 1.06, 1.08, 1.06)
TRIPS_SEASON = (0.98, 0.97, 1.03, 1.02, 1.03, 0.98, 0.92, 0.95, 1.05, 1.06, 0.99, 0.9)
FLEETS = {  # trips a month on each corridor
    "arroyo_transit": {
        "sr_87": 9800,
        "us_101": 14200,
        "i_280": 7600,
        "i_680": 6900,
        "i_880": 8800,
        "sr_85": 5100,
    },
    "copperline_manufacturing": {"i_880": 460, "i_680": 240},
    "larkfield_software": {"us_101": 780, "sr_85": 420},
    "sandpiper_health": {"i_280": 540, "sr_87": 390, "us_101": 310},
    "arroyo_state_university": {"i_280": 620, "sr_87": 880},
    "arroyo_ride_circle": {"i_680": 130, "i_880": 95, "us_101": 60},
}
MEMBERS_AT_START = {  # signed up for each trip a month
    "arroyo_transit": 0.21,
    "copperline_manufacturing": 0.32,
    "larkfield_software": 0.4,
    "sandpiper_health": 0.3,
    "arroyo_state_university": 0.9,
    "arroyo_ride_circle": 0.6,
}
PEAKS = {"am_peak": 0.34, "pm_peak": 0.36, "off_peak": 0.3}
PEAK_DELAY = {"am_peak": 1.2, "pm_peak": 1.32, "off_peak": 0.39}
CORRIDOR_DELAY = {
    "sr_87": 1.05,
    "us_101": 1.15,
    "i_280": 0.85,
    "i_680": 0.95,
    "i_880": 1.12,
    "sr_85": 0.78,
}


def _way(month_number: int) -> float:
    """How much of the three years has passed, 0 to 1."""
    return (month_number - FIRST) / (LAST - FIRST)


def regional_delay(month_number: int) -> float:
    """Minutes a trip is late on average, before corridors, peaks and floods."""
    return (7.45 - 1.75 * _way(month_number)) * DELAY_SEASON[month_number % 12]


def _delay_hundredths(partner: str, corridor: str, peak: str, month_number: int) -> int:
    stream = chance(CONGESTION, "delay", partner, corridor, peak, month_number)
    delay = regional_delay(month_number) * CORRIDOR_DELAY[corridor] * PEAK_DELAY[peak]
    if month_number in FLOODS:
        delay *= 1.55 if corridor in FLOODED else 1.12
    return max(5, round(100 * delay * (1 + 0.05 * bell(stream))))


def members(partner: str, corridor: str, month_number: int) -> int:
    """People signed up on the last day of the month: a stock that grows by a fifth a year."""
    start = FLEETS[partner][corridor] * MEMBERS_AT_START[partner]
    stream = chance(CONGESTION, "members", partner, corridor, month_number)
    return around(stream, start * (1 + 0.6 * _way(month_number)), 0.01)


def _row(partner: str, corridor: str, peak: str, month_number: int) -> Row:
    stream = chance(CONGESTION, "trips", partner, corridor, peak, month_number)
    level = FLEETS[partner][corridor] * PEAKS[peak] * TRIPS_SEASON[month_number % 12]
    trips = around(stream, level * (1 + 0.12 * _way(month_number)), 0.03)
    delay = _delay_hundredths(partner, corridor, peak, month_number)
    on_time = binomial(stream, trips, max(0.3, 0.97 - 0.026 * delay / 100))
    return {
        "period": month_text(month_number),
        "corridor": corridor,
        "peak": peak,
        "trips": trips,
        "on_time_trips": on_time,
        "average_delay_minutes": delay,
        "commuter_programme_members": (
            members(partner, corridor, month_number) if peak == "am_peak" else None
        ),
    }


def rows(partner: str, month_number: int) -> list[Row]:
    """A partner's true rows for a month; delay in hundredths of a minute."""
    return [
        _row(partner, corridor, peak, month_number)
        for corridor in FLEETS[partner]
        for peak in PEAKS
    ]
