"""Where Fundwatch keeps what it writes, and which database it uses.

Each setting is an environment variable with the prefix FUNDWATCH_, or an argument of Settings.
"""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of one process, read once from the environment and never changed."""

    model_config = SettingsConfigDict(env_prefix="FUNDWATCH_", frozen=True, extra="ignore")

    home: Path = Field(
        default=Path(".fundwatch"),
        description="The folder of everything that Fundwatch writes: lake, signals, models, "
        "embedded database, generated data.",
    )
    database_url: str | None = Field(
        default=None,
        description="A PostgreSQL server to use in place of the embedded one, as "
        "postgresql://user:password@host/database.",
    )

    memory: str = Field(
        default="6GB",
        pattern=r"^\d+(\.\d+)? ?([KMGT]i?)?B$",
        description="How much memory DuckDB may take while signals are built, as 6GB; what does not "
        "fit waits on disk under the home. The process takes about a quarter more.",
    )
    threads: int | None = Field(
        default=None,
        ge=1,
        description="How many threads DuckDB may use while signals are built; by default one a core.",
    )

    pseudonym_keys: Path | None = Field(
        default=None,
        description="The file of the keys that make pseudonyms of persons; by default "
        "keys/pseudonym.keys under the home. Keep a copy of it, and not beside the lake.",
    )

    rules: Path | None = Field(
        default=None,
        description="The folder of the bureau's own states and limits of rules; by default rules/ "
        "under the home.",
    )

    archive_files: int = Field(
        default=10_000, ge=1, description="How many files the archives of one load may hold."
    )
    archive_packed_bytes: int = Field(
        default=20_000_000_000, ge=1, description="How large one archive may be."
    )
    archive_bytes: int = Field(
        default=200_000_000_000,
        ge=1,
        description="How many bytes the archives of one load may unpack to.",
    )
    archive_ratio: int = Field(
        default=200,
        ge=1,
        description="How many times its packed size a file may unpack to, past its first 16 MiB.",
    )

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @field_validator("pseudonym_keys", "rules", mode="before")
    @classmethod
    def _unset_is_none(cls, path: object) -> object:
        return path or None

    @field_validator("pseudonym_keys", "rules")
    @classmethod
    def _absolute_too(cls, path: Path | None) -> Path | None:
        return path and path.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _empty_is_none(cls, url: str | None) -> str | None:
        return url or None

    def path(self, *parts: str) -> Path:
        """A place under the home, by the names of its folders."""
        return self.home.joinpath(*parts)
