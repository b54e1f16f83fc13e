"""Validation: what each cell of a sheet means, and what is wrong with it."""

from __future__ import annotations

from importkit.validation.validate import validate, validate_again

__all__ = ["validate", "validate_again"]
