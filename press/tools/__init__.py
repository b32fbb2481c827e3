"""Outside programs: who they are, whether they are here, and what it means when they are not.

The only place that starts programs. A check whose program is absent was not made: it answers
`NotChecked`, never “passed”; where all programs are required, absence stops the run.
"""

from press.tools.epubs import Complaint, judge_access, validate_epub
from press.tools.machine import packages, survey, system_libraries
from press.tools.programs import (
    Completed,
    Measured,
    NotChecked,
    Presence,
    look,
    measured,
    places,
    probe,
    run,
)
from press.tools.table import TOOLS
from press.tools.verdict import Failure, Verdict, validate, validate_all

__all__ = [
    "TOOLS",
    "Complaint",
    "Completed",
    "Failure",
    "Measured",
    "NotChecked",
    "Presence",
    "Verdict",
    "judge_access",
    "look",
    "measured",
    "packages",
    "places",
    "probe",
    "run",
    "survey",
    "system_libraries",
    "validate",
    "validate_all",
    "validate_epub",
]
