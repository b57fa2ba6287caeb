"""driftwatch: git diff for somebody else's API documentation, judged by what your code depends on."""

__version__ = "0.1.0"
