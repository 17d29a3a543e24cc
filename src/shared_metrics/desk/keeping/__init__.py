"""Keeping what a partnership has: backups, restoring them, moving a ledger to a newer version."""

from shared_metrics.desk.keeping.archive import Kept, Manifest
from shared_metrics.desk.keeping.backup import Backup, back_up
from shared_metrics.desk.keeping.restore import Restored, restore

__all__ = ["Backup", "Kept", "Manifest", "Restored", "back_up", "restore"]
