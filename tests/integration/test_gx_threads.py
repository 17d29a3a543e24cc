from concurrent.futures import ThreadPoolExecutor

from checking_factories import judged, make_column, make_contract

CONTRACT = make_contract(
    make_column("site", "string"),
    make_column("a", maximum=100, required=True),
    make_column("b", maximum=100),
    key=("site",),
)
SIZES = (5, 80, 700)


def own_file(number: int) -> str:
    """A file whose faults only this number has: its first rows are too large."""
    faults, height = number % 7 + 1, SIZES[number % 3]
    rows = [
        f"2026-0{1 + at % 6},s{number}_{at},{1000 + number if at < min(faults, height) else 1},1"
        for at in range(height)
    ]
    return "\n".join(["period,site,a,b", *rows])


def verdict(number: int) -> list[tuple[str, int | None, str | None]]:
    """What judging that file finds."""
    return [(f.rule, f.line, f.value) for f in judged(own_file(number), CONTRACT).findings]


def expected(number: int) -> list[tuple[str, int | None, str | None]]:
    """What only that file can have."""
    faults = min(number % 7 + 1, SIZES[number % 3])
    return [("out_of_range", 2 + at, str(1000 + number)) for at in range(faults)]


def test_sixty_validations_in_four_threads_never_cross():
    """Every thread gets the findings of its own file, all of them and no others."""
    with ThreadPoolExecutor(max_workers=4) as threads:
        found = list(threads.map(verdict, range(60)))
    crossed = [n for n, findings in enumerate(found) if findings != expected(n)]
    assert crossed == []
