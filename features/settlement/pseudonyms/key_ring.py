"""The key ring of the pseudonyms: a file of secret keys, apart from the lake that they protect.

    # comment lines begin with a number sign
    9f0c… (64 hexadecimal digits or more: one key, the oldest first)

A pseudonym is made with every key, one after another, so the ring is turned by writing one key more
and passing what is stored through that key alone. A key that is lost cannot be made again: the
bureau keeps a copy of the file, and never where a copy of the lake is.
"""

import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from features.errors import BadInput, Conflict, NotReady, Unreachable
from features.settings import Settings

KEY_BYTES = 32
_HEADER = """\
# Keys of Fundwatch's pseudonyms, the oldest first. Keep a copy, apart from the data.
# Without this file no new data can be loaded beside the old. Never change or delete a line.
"""


@dataclass(frozen=True)
class KeyRing:
    """The keys in the order in which they are applied; what is printed of it is only its id."""

    keys: tuple[bytes, ...]

    def __repr__(self) -> str:
        """The ring's id, never a key."""
        return f"KeyRing({self.id})"

    @property
    def id(self) -> str:
        """A name for this ring, 16 hexadecimal digits, which gives nothing of its keys away."""
        name = b"fundwatch key ring"
        for key in self.keys:
            name = hmac.digest(key, name, hashlib.sha256)
        return name.hex()[:16]

    def turned(self) -> "KeyRing":
        """This ring with one new key at its end."""
        return KeyRing((*self.keys, secrets.token_bytes(KEY_BYTES)))

    def named(self, ring_id: str) -> "KeyRing | None":
        """The ring of that id among this one and those it grew out of; None when it is of others."""
        grown = (KeyRing(self.keys[:n]) for n in range(len(self.keys), 0, -1))
        return next((ring for ring in grown if ring.id == ring_id), None)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The ring in that file.

        Raises NotReady when there is no such file, Unreachable when it cannot be read, BadInput
        when it is open to others or holds something else than keys.
        """
        try:
            mode = path.stat().st_mode
            lines = path.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            raise NotReady(
                f"The key ring {path} is not there",
                "It holds the keys of the pseudonyms in the lake",
                "Put the bureau's copy back, or set FUNDWATCH_PSEUDONYM_KEYS to its place",
            ) from None
        except OSError as fault:
            raise Unreachable(
                f"The key ring {path} cannot be read: {fault.strerror}",
                "This user may read it",
                "Correct its owner and mode, or FUNDWATCH_PSEUDONYM_KEYS",
            ) from None
        except UnicodeDecodeError:
            raise _malformed(path, "it is not text") from None
        if mode & (stat.S_IRWXO | stat.S_IWGRP):
            raise BadInput(
                f"The key ring {path} is open to others (mode {stat.S_IMODE(mode):04o})",
                "Only its owner may read or write it",
                f"Run `chmod 600 {path}`; if others may have read it, turn the ring with "
                "`fundwatch pseudonyms rotate`",
            )
        return cls(_keys(path, lines))

    @classmethod
    def opened(cls, settings: Settings) -> Self:
        """The ring of these settings, made now when there is none; two that make it make one.

        Raises what `read` raises, but for the missing file, and Unreachable when none can be made.
        """
        path = place_of_keys(settings)
        if not path.exists():
            _create(path, cls((secrets.token_bytes(KEY_BYTES),)))
        return cls.read(path)

    def replace(self, path: Path) -> None:
        """Put this ring in the file's place, whole or not at all. Raises Conflict on other keys."""
        before = KeyRing.read(path)
        if self.named(before.id) is None:
            raise Conflict(
                f"The key ring {path} has changed meanwhile",
                "A ring only grows",
                "Look at who else writes this file, and run the command again",
            )
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        _write(self, beside)
        beside.replace(path)
        _sync_folder(path.parent)


def place_of_keys(settings: Settings) -> Path:
    """Where the key ring is kept: as the settings say, else under the home, outside the lake."""
    return settings.pseudonym_keys or settings.path("keys", "pseudonym.keys")


def _create(path: Path, ring: KeyRing) -> None:
    """Make the file unless another process made it first; a reader never sees half of it."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(ring, beside)
        try:
            os.link(beside, path)
        except FileExistsError:
            pass  # made by another process meanwhile: that ring counts
        finally:
            beside.unlink()
        _sync_folder(path.parent)
    except OSError as fault:
        raise Unreachable(
            f"The key ring {path} cannot be made: {fault.strerror}",
            "Its folder can be written",
            "Correct the folder, or set FUNDWATCH_PSEUDONYM_KEYS to another place",
        ) from None


def _write(ring: KeyRing, path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(_HEADER + "".join(f"{key.hex()}\n" for key in ring.keys))
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keys(path: Path, lines: list[str]) -> tuple[bytes, ...]:
    keys: list[bytes] = []
    for number, line in enumerate(lines, 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        try:
            key = bytes.fromhex(written)
        except ValueError:
            raise _malformed(path, f"line {number} is not hexadecimal") from None
        if len(key) < KEY_BYTES:
            raise _malformed(path, f"the key of line {number} has {len(key)} bytes")
        keys.append(key)
    if not keys:
        raise _malformed(path, "it holds no key")
    if len(set(keys)) < len(keys):
        raise _malformed(path, "it holds a key twice")
    return tuple(keys)


def _malformed(path: Path, fault: str) -> BadInput:
    return BadInput(
        f"The key ring {path} is not what it should be: {fault}",
        f"Each line is one key of {KEY_BYTES} bytes or more, in hexadecimal",
        "Put the bureau's copy back; for a new lake, delete the file and it is made afresh",
    )
