"""When a threshold will be reached: days with intervals, and how well earlier ones came true."""

from __future__ import annotations

from recordbook.outlook.backtest import Scores, scored
from recordbook.outlook.calibration import Calibration
from recordbook.outlook.forecast import BEYOND, Forecast, forecast
from recordbook.outlook.model import Shape
from recordbook.outlook.series import Series

__all__ = [
    "BEYOND",
    "Calibration",
    "Forecast",
    "Scores",
    "Series",
    "Shape",
    "forecast",
    "scored",
]
