"""Outside programs: who they are, whether they are here, and what it means when they are not.

The only place that starts programs. A check whose program is absent was not made: it answers
`NotChecked`, never “passed”; where all programs are required, absence stops the run.
"""

from press.tools.axe import Looked, Sighting, judge_pages, look_at
from press.tools.browser import Chromium, Tab, browsing, tab
from press.tools.epubs import Complaint, judge_access, validate_epub
from press.tools.machine import packages, survey, system_libraries
from press.tools.markup import validate_html
from press.tools.programs import (
    Answer,
    Completed,
    Measured,
    NotChecked,
    Presence,
    look,
    measured,
    places,
    probe,
    run,
    script,
    started,
)
from press.tools.table import TOOLS
from press.tools.verdict import Failure, Verdict, validate, validate_all

__all__ = [
    "TOOLS",
    "Answer",
    "Chromium",
    "Complaint",
    "Completed",
    "Failure",
    "Looked",
    "Measured",
    "NotChecked",
    "Presence",
    "Sighting",
    "Tab",
    "Verdict",
    "browsing",
    "judge_access",
    "judge_pages",
    "look",
    "look_at",
    "measured",
    "packages",
    "places",
    "probe",
    "run",
    "script",
    "started",
    "survey",
    "system_libraries",
    "tab",
    "validate",
    "validate_all",
    "validate_epub",
    "validate_html",
]
