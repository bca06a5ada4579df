"""Ground of the scheme models."""

from pydantic import BaseModel, ConfigDict


class SchemePart(BaseModel):
    """One object of a scheme file: strict keys, immutable. ``source`` names the regulation (文号) behind it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
