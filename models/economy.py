"""What an inspection costs and how many there can be: what the ranking weighs recovery against."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Economy(BaseSettings):
    """The inspectors' economy, from the environment (prefix FUNDWATCH_) or as arguments."""

    model_config = SettingsConfigDict(env_prefix="FUNDWATCH_", frozen=True, extra="ignore")

    capacity: int = Field(
        default=100, ge=1, description="Claims that the inspectors can check in a month."
    )
    audit_cost_claim_yuan: int = Field(
        default=200, ge=0, description="What checking one claim costs, in yuan."
    )
    audit_cost_institution_yuan: int = Field(
        default=5000, ge=0, description="What visiting one institution costs, in yuan."
    )

    def net_fen(self, expected_fen: float) -> float:
        """Expected recovery of a claim less the cost of checking it, in fen."""
        return expected_fen - 100 * self.audit_cost_claim_yuan
