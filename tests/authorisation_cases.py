"""Everybody and everything the tests of access walk: the docs count from here.

Pure lists; what is done with them stands in the tests named beside each.
"""

from dataclasses import dataclass
from itertools import product

from shared_metrics.authorisation import (
    ACTS,
    COMMANDS,
    INVITED,
    KINDS,
    MACHINE,
    PAGES,
    QUESTIONS,
    ROUTES,
    RULES,
    Reach,
)

OBJECTS = ("own", "another's", "sent by them", "the backbone's")


@dataclass(frozen=True)
class Visitor:
    """Somebody who tries. `kinds`: the columns of the table they stand in; `own`: ours is theirs.

    What everybody tries to reach belongs to the workforce board and was sent by its steward.
    """

    name: str
    kinds: tuple[str, ...] = ()
    own: bool = False
    sent: bool = False

    def may(self, act: str) -> bool:
        """What the table says, cell by cell (not through `authorisation.allows`)."""
        words = {word for kind in self.kinds for word in RULES[act].reach[kind]}
        return (
            Reach.ALL in words
            or Reach.OPEN in words
            or (Reach.OWN in words and self.own)
            or (Reach.SENT in words and self.sent)
        )


NOBODY = Visitor("nobody", ("nobody",))
STRANGER = Visitor("stranger", ("nobody",))  # signed in, with an address nobody here has
REMOVED = Visitor("removed steward", ("nobody",))
REMOVED_ANALYST = Visitor("removed analyst", ("nobody",))
PEOPLE = (
    Visitor("member", ("member",), own=True),
    Visitor("steward", ("steward",), own=True, sent=True),
    Visitor("other member", ("member",)),
    Visitor("other steward", ("steward",)),
    Visitor("analyst", ("analyst",)),
    Visitor("chair", ("chair",)),
    Visitor("admin", ("admin",)),
)
LINKS = (
    Visitor("link", ("link",), own=True),
    Visitor("other link", ("link",)),
    Visitor("expired link", ("nobody",)),
    Visitor("revoked link", ("nobody",)),
    Visitor("guessed link", ("nobody",)),
)
WITH_ADDRESS = (STRANGER, REMOVED, REMOVED_ANALYST, *PEOPLE)
EVERYBODY = (NOBODY, *WITH_ADDRESS, *LINKS)

# unit/test_authorisation.py: the checks of `people` against each cell of the table
CELL_CASES = tuple(product(RULES, KINDS, OBJECTS))

# integration/test_authorisation_acts.py: every act and question by everybody
ACT_CASES = tuple(product((a for a, act in ACTS.items() if act != INVITED), EVERYBODY))
QUESTION_CASES = tuple(product(QUESTIONS, EVERYBODY))
# ... and with an id of somebody else's beside one that does not exist
ID_CASES = tuple(
    product(("submission", "withdraw", "accept", "return_", "revoke_upload_link"), EVERYBODY)
)

# integration/test_authorisation_cli.py
COMMAND_CASES = tuple(product((c for c, act in COMMANDS.items() if act != MACHINE), WITH_ADDRESS))

# pages/test_authorisation_pages.py
PAGE_CASES = tuple(product(PAGES, (NOBODY, *WITH_ADDRESS)))
LINK_PAGE_CASES = LINKS

# pages/test_authorisation_served.py: a fresh server, in both ways of signing in
IDENTITIES = ("demo", "oidc")
PRIVATE_PAGES = tuple(
    name for name, act in PAGES.items() if act.startswith("see_") and act != "see_public"
)
ADDRESS_FORMS = ("{url}", "{side}/{name}", "pages/{side}/{name}.py", "{name}.py", "/{url}/")
ADDRESS_CASES = tuple(product(PRIVATE_PAGES, ADDRESS_FORMS))
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
GUESSED = "0" * 56
PATHS = (
    *ROUTES,
    f"/media/{GUESSED}.csv",
    f"/media/{GUESSED}.bin",
    "/media/",
    f"/_stcore/upload_file/{GUESSED}/{GUESSED}",
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/host-config",
    f"/_stcore/deferred/{GUESSED}",
    "/app/static/../../../../ledger.db",
    "/app/static/..%2f..%2f..%2fledger.db",
    "/media/..%2f..%2fledger.db",
    "/ledger.db",
    "/var/ledger.db",
    "/vault/originals/",
    "/settings.toml",
    "/data_contracts/agenda/partnership.yaml",
    "/api/submissions",
    "/.streamlit/secrets.toml",
)
PATH_CASES = tuple(product(PATHS, METHODS))


def counts() -> dict[str, int]:
    """What is tried, in words -> how often; printed in the docs."""
    return {
        "cells of the table: act, kind of reader, whose it is": len(CELL_CASES),
        "acts of the desk, by everybody": len(ACT_CASES),
        "questions to the desk, by everybody": len(QUESTION_CASES),
        "ids of others beside ids that do not exist, by everybody": len(ID_CASES),
        "commands that ask who does it, by everybody with an address": len(COMMAND_CASES),
        "pages, by everybody": len(PAGE_CASES) + len(LINK_PAGE_CASES),
        "addresses of private pages on a fresh server, unsigned, each way of signing in": (
            len(ADDRESS_CASES) * len(IDENTITIES)
        ),
        "routes and guessed files on a fresh server, by every method": (
            len(PATH_CASES) * len(IDENTITIES)
        ),
    }
