"""Settings, from the class that reads them."""

import re

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.settings import Settings

INTRODUCTION = """\
Settings come from environment variables, or from a file `.env` in the folder the program is started
in. What is said on the command line wins over both; what a home remembers comes last."""
MEANINGS = {
    "home": "The folder of the ledger, the files and what the home remembers.",
    "definitions": (
        "The folder of contracts, metrics and partners. Without it: the folder the home remembers, "
        "else `data_contracts/`."
    ),
    "database_url": (
        "The address of the ledger's database. Without it: SQLite, in the home. PostgreSQL is "
        "`postgresql+psycopg://user:password@host/name`."
    ),
    "vault": "The folder the files are kept in. Without it: `vault/` in the home.",
    "identity": (
        "`demo`: whoever sits at the machine chooses who to be. `oidc`: people sign in with your "
        "organization's accounts."
    ),
    "trusted_issuers": (
        "Sign-in services, divided by blanks, whose addresses are believed although they do not "
        "say that they verified them: exactly as in the `iss` of their tokens. Others are refused."
    ),
    "address": (
        "Where people find the pages, such as `https://figures.example.org`: for the links that "
        "`people invite` and `link make` print, and for citations on the public pages."
    ),
    "embeds": (
        "Goals, by their ids divided by blanks, whose cards others may show inside their own pages "
        "(`/public/embed/<goal>.html`, and the drawing alone as `.svg`); `all`: every goal. "
        "Without it: none."
    ),
    "today": "A fixed day, such as `2026-07-15`, in place of the clock's.",
    "max_upload_mb": "The largest file that is read, in millions of bytes.",
    "max_rows": "The most rows that are read.",
}


def page() -> str:
    """The reference page of settings. Fails when a setting has no words here."""
    prefix = Settings.model_config["env_prefix"]
    rows = [
        (code(f"{prefix}{name.upper()}"), MEANINGS[name], code(_default(name)))
        for name in Settings.model_fields
    ]
    return whole_page("Settings", INTRODUCTION, table(("variable", "what it is", "default"), rows))


def _default(name: str) -> str:
    default = Settings.model_fields[name].get_default()
    return "" if default is None else re.sub(r"\.0$", "", str(default))
