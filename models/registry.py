"""The registry: every training run tracked, every head versioned, one champion each.

MLflow on the same PostgreSQL, in a schema of its own, so that its tables and ours never clash;
artifacts lie in the home. Nothing is sent anywhere. The service never comes here: it reads what
`promote` exported (`models.champion`).
"""

import logging
import os
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")  # before mlflow is first imported
os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")

from sqlalchemy import make_url, text

from features.database import engine, url
from features.errors import NotReady
from features.settings import Settings
from models.champion import enthrone
from models.head import Head

if TYPE_CHECKING:
    from mlflow import MlflowClient

SCHEMA, EXPERIMENT, ARTIFACTS = "mlflow", "fundwatch", "mlflow-artifacts"
CHALLENGER, CHAMPION = "challenger", "champion"
CLAIM_HEADS = ("fraud-pre", "fraud-in", "fraud-post", "upcoding-post")
HEADS = (*CLAIM_HEADS, "institution-month")


class Registry:
    """Runs and versions of the heads of one home."""

    def __init__(self, settings: Settings) -> None:
        """Open the registry, and make its schema when there is none."""
        self.settings = settings
        with engine(settings).begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        self.client = _client(settings)

    def record(self, head: Head, figures: Mapping[str, float], seconds: float) -> str:
        """Keep a trained head as a run and as the challenger; gives its version."""
        client = self.client
        found = client.get_experiment_by_name(EXPERIMENT)
        place = self.settings.path(ARTIFACTS).as_uri()
        experiment = (
            client.create_experiment(EXPERIMENT, artifact_location=place)
            if found is None
            else found.experiment_id
        )
        run = client.create_run(experiment, run_name=head.key)
        run_id = run.info.run_id
        for name, value in _parameters(head).items():
            client.log_param(run_id, name, value)
        client.log_metric(run_id, "seconds", seconds)
        for name, value in figures.items():
            client.log_metric(run_id, _metric(name), value)
        if not _known(client, head.key):
            client.create_registered_model(head.key)
        source = f"{run.info.artifact_uri}/head"
        version = str(client.create_model_version(head.key, source=source, run_id=run_id).version)
        head.meta["version"] = version
        head.meta["run_id"] = run_id
        with tempfile.TemporaryDirectory() as folder:
            head.write(Path(folder))
            client.log_artifacts(run_id, folder, "head")
        client.set_terminated(run_id)
        client.set_registered_model_alias(head.key, CHALLENGER, version)
        return version

    def note(self, head: Head, against: str, figures: Mapping[str, Any]) -> None:
        """Add the figures of an evaluation to the head's run."""
        run_id = head.meta.get("run_id")
        for name, value in figures.items():
            if run_id is not None and isinstance(value, int | float):
                self.client.log_metric(str(run_id), _metric(f"{against}.{name}"), float(value))

    def head(self, key: str, alias: str = CHALLENGER) -> Head | None:
        """The head that bears an alias; None when none does."""
        version = self.version(key, alias)
        if version is None:
            return None
        source = str(self.client.get_model_version(key, version).source)
        folder = Path(source.removeprefix("file://"))
        if not (folder / "meta.json").exists():
            raise NotReady(
                f"The artifacts of {key} version {version} are gone",
                f"They lie under {ARTIFACTS} in the home",
                "Train the head again",
            )
        return Head.read(folder)

    def version(self, key: str, alias: str) -> str | None:
        """The version that bears an alias."""
        if not _known(self.client, key):
            return None
        aliases: dict[str, Any] = dict(self.client.get_registered_model(key).aliases or {})
        return str(aliases[alias]) if alias in aliases else None

    def candidates(self) -> dict[str, Head]:
        """The newest trained version of every head: the challenger, else the champion."""
        found: dict[str, Head] = {}
        for key in HEADS:
            alias = CHALLENGER if self.version(key, CHALLENGER) else CHAMPION
            head = self.head(key, alias)
            if head is not None:
                found[key] = head
        return found

    def promote(self, head: Head, record: Mapping[str, Any]) -> Path:
        """Make the head the champion: export it for the service, then move the aliases."""
        folder = enthrone(self.settings.home, head, dict(record))
        self.client.set_registered_model_alias(head.key, CHAMPION, head.version)
        for name, value in record.items():
            self.client.set_model_version_tag(head.key, head.version, name, str(value))
        if self.version(head.key, CHALLENGER) == head.version:
            self.client.delete_registered_model_alias(head.key, CHALLENGER)
        return folder


def _client(settings: Settings) -> "MlflowClient":
    where = make_url(url(settings)).update_query_dict({"options": f"-csearch_path={SCHEMA}"})
    address = where.render_as_string(hide_password=False)
    logging.getLogger("alembic").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # MLflow 3.17 uses what SQLAlchemy 2.1 deprecates
        from mlflow import MlflowClient

        logging.getLogger("mlflow").setLevel(logging.ERROR)
        client = MlflowClient(tracking_uri=address, registry_uri=address)
        client.search_experiments(max_results=1)  # makes the tables
    return client


def _known(client: "MlflowClient", key: str) -> bool:
    return bool(client.search_registered_models(filter_string=f"name = '{key}'", max_results=1))


def _parameters(head: Head) -> dict[str, Any]:
    trained: dict[str, Any] = head.meta.get("trained_on", {})
    months = trained.get("train", ())
    return {
        "features": len(head.frame.features),
        "trees": head.booster.num_trees(),
        "fingerprint": head.meta.get("fingerprint"),
        "seed": head.meta.get("seed"),
        "train": f"{months[0]}..{months[-1]}" if months else "",
        "as_of": trained.get("as_of", ""),
        **{f"labels.{name}": count for name, count in head.meta.get("labels", {}).items()},
    }


def _metric(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "_-./ " else "_" for letter in name)
