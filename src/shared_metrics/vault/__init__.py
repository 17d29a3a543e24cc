"""The vault: original files under their SHA-256, and parts (one submission's rows) as Parquet."""

from shared_metrics.vault.store import Vault, open_vault, original_path

__all__ = ["Vault", "open_vault", "original_path"]
