"""Exports that come packed: .zip and .gz files unpacked beside the work, and bombs refused.

What is inside is counted while it is written, so that nothing is believed of what an archive says
of itself. Only members that the mapping wants are written, each under its last name; an archive in
which any name leads out of it is refused whole.
"""

import gzip
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from features.errors import BadInput, FundwatchError, Unreachable
from features.settings import Settings

CHUNK = 1 << 20
FREE_OF_RATIO = 16 * CHUNK
"""Bytes that an archive may unpack to before its ratio counts: small files of zeros are no bomb."""

Wanted = Callable[[str], bool]


class Packed(Protocol):
    """What gives unpacked bytes, a chunk at a time."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""
        ...


@dataclass
class Allowance:
    """What the archives of one load may unpack to; it is used up by what they do."""

    files: int
    size: int
    packed: int
    ratio: int

    @classmethod
    def of(cls, settings: Settings) -> "Allowance":
        """A fresh allowance, as the settings say."""
        return cls(
            files=settings.archive_files,
            size=settings.archive_bytes,
            packed=settings.archive_packed_bytes,
            ratio=settings.archive_ratio,
        )


def archives_of(folder: Path) -> list[Path]:
    """The archives that lie in a folder, in order of name."""
    kinds = (".zip", ".gz")
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in kinds and p.is_file())


def unpacked(
    archives: Iterable[Path], wanted: Wanted, into: Path, allowance: Allowance
) -> list[Path]:
    """The wanted files of these archives, written to the folder, which is made.

    Raises BadInput when an archive is broken, locked, leads out of itself, or unpacks to more than
    is allowed; Unreachable when the disk does not take it. What was written then is deleted.
    """
    found: list[Path] = []
    try:
        for number, archive in enumerate(archives):
            place = into / f"{number}"
            _small_enough(archive, allowance)
            with _told(archive):
                unpack = _zip if archive.suffix.lower() == ".zip" else _gzip
                found += unpack(archive, wanted, place, allowance)
    except FundwatchError:
        shutil.rmtree(into, ignore_errors=True)
        raise
    return found


@contextmanager
def _told(archive: Path) -> Generator[None, None, None]:
    try:
        yield
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, UnicodeError):
        raise BadInput(
            f"{archive.name} is broken",
            "An archive is whole, as it was packed",
            "Pack or send it again; nothing of this load was kept",
        ) from None
    except OSError as fault:
        raise Unreachable(
            f"{archive.name} could not be unpacked: {fault.strerror or 'the disk failed'}",
            "The folder of FUNDWATCH_HOME has room for what is in it",
            "Make room and load again; nothing of this load was kept",
        ) from None


def _small_enough(archive: Path, allowance: Allowance) -> None:
    if archive.stat().st_size > allowance.packed:
        raise _bomb(archive, f"is larger than {allowance.packed:,} bytes", "ARCHIVE_PACKED_BYTES")


def _zip(archive: Path, wanted: Wanted, place: Path, allowance: Allowance) -> list[Path]:
    found: dict[str, Path] = {}
    with zipfile.ZipFile(archive, metadata_encoding="gb18030") as opened:
        members = opened.infolist()
        if len(members) > allowance.files:
            raise _bomb(archive, f"holds {len(members):,} files", "ARCHIVE_FILES")
        for member in members:
            _stays_inside(archive, member)
        for member in members:
            name = PurePosixPath(member.filename).name
            if member.is_dir() or not wanted(name):
                continue
            if name in found:
                raise _refused(archive, "holds two files of one name", "each file has its own")
            if member.flag_bits & 1:
                raise _refused(archive, "is locked by a password", "it is not")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _refused(archive, "is not packed by deflate", "it is")
            with opened.open(member) as packed:
                found[name] = _written(
                    packed, place / name, archive, max(member.compress_size, 1), allowance
                )
    return list(found.values())


def _gzip(archive: Path, wanted: Wanted, place: Path, allowance: Allowance) -> list[Path]:
    if not wanted(archive.stem):
        return []
    with gzip.open(archive, "rb") as packed:
        size = max(archive.stat().st_size, 1)
        return [_written(packed, place / archive.stem, archive, size, allowance)]


def _stays_inside(archive: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    outside = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
    if outside or ":" in name or "\x00" in name:
        raise _refused(
            archive, "holds a file whose name leads out of the archive", "every name stays inside"
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(archive, "holds a symbolic link", "it holds plain files")


def _written(
    packed: Packed, path: Path, archive: Path, packed_size: int, allowance: Allowance
) -> Path:
    """Write one member, counting; it stops at the first byte beyond the allowance."""
    if allowance.files < 1:
        raise _bomb(archive, "brings the load to more files than may be", "ARCHIVE_FILES")
    allowance.files -= 1
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("xb") as out:
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            if size > allowance.size:
                raise _bomb(archive, "unpacks to more bytes than may be", "ARCHIVE_BYTES")
            if size > FREE_OF_RATIO and size > allowance.ratio * packed_size:
                raise _bomb(
                    archive, f"unpacks to over {allowance.ratio} times its size", "ARCHIVE_RATIO"
                )
            out.write(chunk)
    allowance.size -= size
    return path


def _bomb(archive: Path, what: str, setting: str) -> BadInput:
    return BadInput(
        f"{archive.name} {what}",
        f"An archive stays within FUNDWATCH_{setting}",
        "Look at where it comes from; if it is right, raise the setting or unpack it yourself",
    )


def _refused(archive: Path, what: str, expected: str) -> BadInput:
    return BadInput(
        f"{archive.name} {what}",
        f"An archive is taken when {expected}",
        "Pack the export again",
    )
