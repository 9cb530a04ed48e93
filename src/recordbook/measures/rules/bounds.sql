-- monotone: a counter is at least its latest earlier reading and at most its earliest later reading
-- within one unbroken run; and when it reached a threshold.
-- Grain: entity. Units: streams, cumulative, end of as_of; day numbers. `earliest` is null where no
-- day is ruled out, `latest` where it is not known to have reached the threshold.
-- Reads: labelled (starts, ends: the days through which the row's run holds).
WITH runs AS (
  SELECT entity, run, MIN(starts) AS starts,
    MAX(low) FILTER (WHERE day <= $as_of AND ends >= $as_of) AS low,
    MIN(high) FILTER (WHERE day >= $as_of AND starts <= $as_of) AS high,
    MIN(day) FILTER (WHERE low >= $threshold) AS hit,
    MAX(day) FILTER (WHERE high < $threshold) AS miss
  FROM labelled
  GROUP BY entity, run
),
chained AS (
  SELECT *,
    LEAD(starts) OVER (PARTITION BY entity ORDER BY run NULLS LAST) AS next_starts,
    LEAD(miss) OVER (PARTITION BY entity ORDER BY run NULLS LAST) AS next_miss
  FROM runs
)
SELECT entity,
  COALESCE(MAX(low), 0) AS low,
  MIN(high) AS high,
  CASE WHEN MAX(miss) FILTER (WHERE starts <= -$never) IS NOT NULL THEN
    MIN(miss + 1) FILTER (
      WHERE miss IS NOT NULL AND NOT (next_miss IS NOT NULL AND next_starts <= miss + 1)
    ) END AS earliest,
  MIN(hit) AS latest
FROM chained
GROUP BY entity
