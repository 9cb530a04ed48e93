"""Flows: what counters gained, in a day, in a week or in their first days."""

from recordbook.measures.flows.standings import (
    ALBUM_FLOWS,
    FLOWS,
    flow_days,
    flow_history,
    flow_limits,
    flow_standings,
    gains,
    ready_flow,
)

__all__ = [
    "ALBUM_FLOWS",
    "FLOWS",
    "flow_days",
    "flow_history",
    "flow_limits",
    "flow_standings",
    "gains",
    "ready_flow",
]
