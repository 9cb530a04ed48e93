"""Everything wired together."""

from recordbook.system.workspace import Taken, Workspace

__all__ = ["Taken", "Workspace"]
