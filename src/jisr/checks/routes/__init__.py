"""The routes of checks: questions, traces, and the shape of OpenSanctions' yente."""

from jisr.checks.openings import routes as openings
from jisr.checks.routes import asking, counts, matching, streaming, traces

ROUTERS = (asking.router, streaming.router, traces.router, counts.router, openings.router)
"""The first one carries a border's traffic: a route that is matched first is found fastest."""

UNVERSIONED = (matching.router,)
"""Mounted without a version: its paths are those of yente."""
