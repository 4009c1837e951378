"""The system account that runs PostgreSQL, which refuses to run as root.

Standard library only: the keeper process imports this.
"""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

ACCOUNT = "pgserver"


def runner(folder: Path) -> pwd.struct_passwd | None:
    """The account that PostgreSQL runs as: None for the caller's own, another one under root.

    Under root it is the owner of the folder, so that a user's home opens under sudo too. In a
    folder of root's own it is "pgserver", which is made when missing, or "nobody" where accounts
    cannot be made.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid if folder.exists() else 0
    try:
        if owner != 0:
            return pwd.getpwuid(owner)
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    if useradd := shutil.which("useradd"):
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
            check=False,
            capture_output=True,
        )
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return pwd.getpwnam("nobody")


def let_pass(account: pwd.struct_passwd, target: Path) -> None:
    """Let the account walk to the target: each folder above gets search permission if it lacks it.

    Search permission shows no list of files; a folder that the account can already pass is left.
    """
    for folder in target.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & _search_bit(account, folder):
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def let_read(account: pwd.struct_passwd, root: Path) -> None:
    """Let the account read and run what is under the root, even when installed under umask 077."""
    let_pass(account, root)
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        wanted = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if mode & wanted != wanted:
            path.chmod(stat.S_IMODE(mode) | wanted)


def _search_bit(account: pwd.struct_passwd, folder: Path) -> int:
    entry = folder.stat()
    if entry.st_uid == account.pw_uid:
        return stat.S_IXUSR
    if entry.st_gid in os.getgrouplist(account.pw_name, account.pw_gid):
        return stat.S_IXGRP
    return stat.S_IXOTH
