"""What the environment says: variables that begin with SHARED_METRICS_, and `.env`."""

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared_metrics.errors import InstallationProblem

DEFAULT_DEFINITIONS = Path("data_contracts")


class Settings(BaseSettings):
    """Everything the operator can set; an argument wins over the environment.

    `definitions` None means: what the home remembers, else `data_contracts/`. `database_url` and
    `vault` None mean: in the home. `max_upload_mb` counts millions of bytes. `address` is where
    people find the pages; `trusted_issuers` are sign-in services and `embeds` goals, divided by
    blanks.
    """

    model_config = SettingsConfigDict(
        env_prefix="SHARED_METRICS_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Path = Path("var")
    definitions: Path | None = None
    database_url: str | None = None
    vault: str | None = None
    identity: Literal["demo", "oidc"] = "demo"
    trusted_issuers: str = ""
    address: str = ""
    embeds: str = ""
    today: dt.date | None = None
    max_upload_mb: float = Field(default=20, gt=0)
    max_rows: int = Field(default=200_000, gt=0)

    @property
    def max_upload_bytes(self) -> int:
        """The cap on one file, in bytes."""
        return int(self.max_upload_mb * 1_000_000)

    @property
    def site(self) -> str:
        """Where people find the pages, without a slash at the end; may be empty."""
        return self.address.rstrip("/")


def load_settings(**given: object) -> Settings:
    """Settings from the environment, with what the caller gives on top (None is not given).

    Raises InstallationProblem naming the variable that cannot be understood.
    """
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise _in_plain_words(error) from None


def _in_plain_words(error: ValidationError) -> InstallationProblem:
    first = error.errors()[0]
    name = f"SHARED_METRICS_{str(first['loc'][0]).upper()}"
    message = f"{name} is “{first['input']}”, which cannot be used: {first['msg']}."
    return InstallationProblem("setting_broken", message, f"Change {name}, or leave it out.")
