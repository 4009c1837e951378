"""The champions in use: read once, and again when others have been promoted. No restart."""

import threading

from features.catalog import fingerprint
from features.settings import Settings
from models.champion import FOLDER, POINTER, Champion

FINGERPRINT = fingerprint()  # of the signals that this service computes


class Throne:
    """The champions of one home, as of now."""

    def __init__(self, settings: Settings) -> None:
        """Watch the champions of that home."""
        self._home = settings.home
        self._opening: threading.Lock = threading.Lock()
        self._seated: tuple[int, Champion] | None = None

    def champion(self) -> Champion:
        """The champions that count now.

        Raises NotReady when nothing has been promoted, Conflict when one of them was trained on
        other signals than this service computes. While a new one is being opened, claims already
        under way finish on the old.
        """
        stamp, seated = self._stamp(), self._seated
        if seated is not None and seated[0] == stamp:
            return seated[1]
        if not self._opening.acquire(blocking=seated is None) and seated is not None:
            return seated[1]
        try:
            if self._seated is None or self._seated[0] != stamp:
                opened = Champion.open(self._home)
                opened.require(FINGERPRINT)
                self._seated = (stamp, opened)
            return self._seated[1]
        finally:
            self._opening.release()

    def _stamp(self) -> int:
        try:
            return (self._home / FOLDER / POINTER).stat().st_mtime_ns
        except FileNotFoundError:
            return 0
