"""A finished folder in the place of an old one, so that readers find the one or the other, whole."""

import shutil
from pathlib import Path


def replace_folder(new: Path, place: Path) -> None:
    """Put a finished folder in the place of an old one, which goes only once the new one stands."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
