"""Why a publication did not go out, or may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.errors import OutletError

if TYPE_CHECKING:
    from datetime import datetime


class UnfitSettings(OutletError):
    """The settings of the outlets cannot be used."""


class NoSecret(OutletError):
    """The environment does not hold what the outlet asks for."""


class OutboxFailed(OutletError):
    """The outbox cannot be read or written, so nothing was sent."""


class Busy(OutletError):
    """Another process is sending to this outlet."""


class Unreached(OutletError):
    """The outlet could not be reached, or failed before it took anything."""


class Limited(OutletError):
    """The outlet wants to hear nothing before some moment."""

    def __init__(self, message: str, until: datetime) -> None:
        self.until: datetime = until
        super().__init__(message)


class Unauthorised(OutletError):
    """The outlet does not know who is sending, or lets them send nothing."""


class Refused(OutletError):
    """The outlet does not take this item as it is."""


class Gone(OutletError):
    """The post is not there any more."""


class Unclear(OutletError):
    """The outlet may have taken the item: no answer came, or half of one."""


class Untold(OutletError):
    """The outlet has no means to tell whether it took the item."""
