"""The champions in use: read once, and again when others have been promoted. No restart."""

import threading
from pathlib import Path

from lightgbm.basic import LightGBMError

from features.catalog import fingerprint
from features.errors import Conflict
from features.settings import Settings
from models.champion import FOLDER, POINTER, Champion

FINGERPRINT = fingerprint()  # of the signals that this service computes


def _opened(home: Path) -> Champion:
    try:
        champion = Champion.open(home)
    except (KeyError, TypeError, ValueError, OSError, LightGBMError) as fault:
        raise Conflict(
            f"The champions in {home / FOLDER} cannot be read ({type(fault).__name__})",
            "They were written by this release and are whole",
            "Use the matching release, or train and promote again",
        ) from fault
    champion.require(FINGERPRINT)
    return champion


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
                self._seated = (stamp, _opened(self._home))
            return self._seated[1]
        finally:
            self._opening.release()

    def _stamp(self) -> int:
        try:
            return (self._home / FOLDER / POINTER).stat().st_mtime_ns
        except FileNotFoundError:
            return 0
