"""The champions: the promoted heads of one home, as the service and the batch read them.

    champion/CURRENT.json          which version of each head counts; replaced in one rename
    champion/fraud-in/3/           model.txt, calibration.json, meta.json, support/

Reads neither MLflow, SHAP nor scikit-learn.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from features.errors import Conflict, NotReady
from models.head import Head

FOLDER, POINTER = "champion", "CURRENT.json"


class Champion:
    """The promoted heads by name and stage, opened once; `stamp` changes when others are promoted."""

    def __init__(self, folder: Path, current: dict[str, Any], heads: dict[str, Head]) -> None:
        """Keep what was read. Use `Champion.open`."""
        self.folder, self.current, self.heads = folder, current, heads

    @classmethod
    def open(cls, home: Path) -> "Champion":
        """The champions of a home. Raises NotReady when nothing has been promoted."""
        folder = home / FOLDER
        current = _pointer(folder)
        if not current:
            raise NotReady(
                "No model has been promoted",
                f"{FOLDER}/{POINTER} names the champions",
                "Run `fundwatch train all` and `fundwatch promote all`",
            )
        heads = {key: Head.read(folder / entry["folder"]) for key, entry in current.items()}
        return cls(folder, current, heads)

    @property
    def stamp(self) -> str:
        """The versions in one line, as verdicts keep it: fraud-in/3 fraud-post/2."""
        return " ".join(sorted(str(entry["folder"]) for entry in self.current.values()))

    def head(self, name: str, stage: str) -> Head:
        """The champion of a head and stage. Raises NotReady when there is none."""
        found = self.heads.get(f"{name}-{stage}")
        if found is None:
            raise NotReady(
                f"No champion answers {name} at stage {stage}",
                f"Promoted are: {', '.join(sorted(self.heads)) or 'none'}",
                f"Run `fundwatch train {name}` and `fundwatch promote {name}`",
            )
        return found

    def of_stage(self, stage: str) -> list[Head]:
        """The champions that score claims of a stage, fraud first."""
        found = [head for head in self.heads.values() if head.stage == stage]
        return sorted((h for h in found if h.name != "institution"), key=lambda h: h.name)

    def require(self, fingerprint: str) -> None:
        """Raises Conflict when a champion was trained on signals other than these."""
        for key, head in sorted(self.heads.items()):
            trained = head.meta.get("fingerprint")
            if head.name != "institution" and trained != fingerprint:
                raise Conflict(
                    f"Model {key}/{head.version} was trained on signals {trained}; "
                    f"these are signals {fingerprint}",
                    "A model scores the signals it was trained on",
                    "Use the matching release, or train and promote again",
                )

    def changed(self) -> bool:
        """Whether another champion has been promoted since this was opened."""
        return _pointer(self.folder) != self.current


def enthrone(home: Path, head: Head, record: dict[str, Any]) -> Path:
    """Make a head the champion: write its version's folder, then turn the pointer at once."""
    folder = home / FOLDER
    place = f"{head.key}/{head.version}"
    head.write(folder / place)
    current = _pointer(folder)
    current[head.key] = {**record, "folder": place, "version": head.version}
    handle, partial = tempfile.mkstemp(dir=folder, prefix=".current-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(current, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    Path(partial).chmod(0o644)  # the service may run under another account
    Path(partial).replace(folder / POINTER)
    return folder / place


def _pointer(folder: Path) -> dict[str, Any]:
    file = folder / POINTER
    return json.loads(file.read_text("utf-8")) if file.exists() else {}
