"""What is wrong with an installation, and how to mend it."""

from __future__ import annotations

from importkit.doctor.diagnosis import Diagnosis, State
from importkit.doctor.doctor import examine

__all__ = ["Diagnosis", "State", "examine"]
