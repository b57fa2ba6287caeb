from driftwatch.errors import DriftwatchError as DriftwatchError
from driftwatch.model.finding import Finding as Finding
from driftwatch.model.finding import Report as Report
from driftwatch.workflows.library import diff as diff
from driftwatch.workflows.library import render as render

__version__: str
__all__ = ["DriftwatchError", "Finding", "Report", "__version__", "diff", "render"]
