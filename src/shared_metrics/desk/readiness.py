"""Whether this installation can take a file now: asked by whoever keeps it running."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from shared_metrics.desk.opening import Desk
from shared_metrics.errors import DefinitionsBroken, SharedMetricsError
from shared_metrics.logs import note_error
from shared_metrics.vault import Vault
from shared_metrics.vault.files import UNFINISHED, plain_words


@dataclass(frozen=True, slots=True)
class Readiness:
    """`reason` is a plain sentence without paths, addresses or data; `code` names it."""

    code: str
    reason: str

    @property
    def ready(self) -> bool:
        """Whether a file could be taken now."""
        return self.code == READY.code

    @property
    def http_status(self) -> int:
        """For `/readyz`."""
        return 200 if self.ready else 503

    def as_dict(self) -> dict[str, object]:
        """The body of `/readyz`."""
        if self.ready:
            return {"status": "ready"}
        return {"status": "not_ready", "code": self.code, "reason": self.reason}


READY = Readiness("ready", "Ready.")


def readiness(the_desk: Callable[[], Desk]) -> Readiness:
    """Asks in order: do the definitions load, can the ledger be read, can the vault be written.

    `the_desk` gives the desk the pages use, which may have to be opened first.
    """
    for words, ask in _QUESTIONS:
        try:
            ask(the_desk())
        except DefinitionsBroken as error:
            return Readiness(error.code, "The definitions cannot be read.")
        except SharedMetricsError as error:
            return Readiness(error.code, words)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready, and says so
            note_error("not_ready", error)
            return Readiness("bug", words)
    return READY


def check_writable(vault: Vault) -> None:
    """Writes one byte in the vault and takes it away. Raises InstallationProblem."""
    probe = vault.folder / f"probe.{secrets.token_hex(4)}{UNFINISHED}"
    with plain_words(vault.folder):
        vault.folder.mkdir(exist_ok=True)
        try:
            probe.write_bytes(b".")
        finally:
            probe.unlink(missing_ok=True)


_QUESTIONS: tuple[tuple[str, Callable[[Desk], object]], ...] = (
    # what is said when it cannot be answered, what is asked
    ("The home, its definitions or its ledger cannot be opened.", lambda desk: desk.partnership),
    ("The ledger cannot be read.", lambda desk: desk.ledger.revision()),
    ("The vault cannot be written.", lambda desk: check_writable(desk.vault)),
)
