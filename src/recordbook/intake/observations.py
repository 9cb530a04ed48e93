"""What was observed, as one Arrow schema: the only thing a source of counts can say.

A row says that on play day `day` the number that `platform` calls `metric` (on `basis`, in
`region`) of the thing it calls `key` was at least `low` and at most `high`. A number that was read
has low = high; "passed 60 million" has no high.
"""

from __future__ import annotations

import pyarrow as pa

OBSERVATIONS = pa.schema(
    [
        pa.field(
            "platform", pa.string(), nullable=False
        ),  # spotify | youtube | billboard hot 100 ...
        pa.field(
            "basis", pa.string(), nullable=False
        ),  # app | chart: never compared with each other
        pa.field("metric", pa.string(), nullable=False),  # see METRICS
        pa.field(
            "region", pa.string(), nullable=False
        ),  # global, or an ISO 3166 code in lower case
        pa.field("key", pa.string(), nullable=False),  # the platform's id, or a catalogue entity
        pa.field("day", pa.int32(), nullable=False),  # play day; the last day of a week
        pa.field("low", pa.int64(), nullable=False),
        pa.field("high", pa.int64()),
        pa.field("grade", pa.string(), nullable=False),  # counted | charted | reported
        pa.field("source", pa.string(), nullable=False),
        pa.field("page_day", pa.int32()),  # the day the page was read or stamped
        pa.field("published_day", pa.int32()),  # the day it was published
    ]
)

METRICS = {
    "total": "plays since release, cumulative, as of the end of the day",
    "every-track": "of a release: what each track of its default edition has reached, cumulative",
    "day": "plays on the day",
    "week": "plays in the seven days that end on the day",
    "rank-day": "place in a daily list, 1 is the top",
    "rank-week": "place in a weekly list, 1 is the top",
    "listed-day": "daily lists it has been in so far, that of the day included",
    "listed-week": "weekly lists it has been in so far, that of the day included",
    "charted-total": "plays counted only on days in a list, cumulative: never more than the total",
    "listeners": "people who played in the last 28 days",
}
"""Every metric the ledger holds, and what one row of it means."""
