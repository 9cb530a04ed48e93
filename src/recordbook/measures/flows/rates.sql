-- rates: what a total says with the days since release, the number of tracks, or a number to reach:
-- streams per day (both the release day and the as-of day count), streams per track, how much is
-- short of a number, how many days it took from release to it (the release day is day 0).
-- Fractions are rounded outwards. A release of which no track is listed has no number of tracks.
-- Grain: entity. Units: streams, tracks and days as said; earliest and latest say nothing here.
-- Reads: based (standings of totals; earliest and latest of the number to reach), released, listed.
WITH dated AS (
  SELECT b.*, r.silent_until,
    CASE WHEN r.released_from <= $as_of THEN $as_of - r.released_from + 1 END AS most_days,
    GREATEST($as_of - COALESCE(r.released_to, $as_of) + 1, 1) AS fewest_days,
    r.released_from, r.released_to, l.most_tracks, COALESCE(l.fewest_tracks, 1) AS fewest_tracks
  FROM based b
  LEFT JOIN released r ON r.entity = b.entity
  LEFT JOIN listed l ON l.entity = b.entity
),
split AS (
  SELECT *,
    CASE $rate WHEN 'per day' THEN most_days WHEN 'per track' THEN most_tracks END AS by_most,
    CASE $rate WHEN 'per day' THEN fewest_days ELSE fewest_tracks END AS by_fewest
  FROM dated
)
SELECT entity,
  CAST(CASE
    WHEN $rate = 'short of' THEN GREATEST($past - COALESCE(high, $past), 0)
    WHEN $rate = 'days to'
      THEN CASE WHEN earliest IS NULL OR released_to IS NULL THEN 0
        ELSE GREATEST(LEAST(earliest, $as_of + 1) - released_to, 0) END
    WHEN by_most IS NULL THEN 0
    ELSE (low - MOD(low, by_most)) / by_most END AS BIGINT) AS low,
  CAST(CASE
    WHEN $rate = 'short of' THEN GREATEST($past - low, 0)
    WHEN $rate = 'days to'
      THEN CASE WHEN latest <= $as_of AND released_from IS NOT NULL
        THEN GREATEST(latest - released_from, 0) END
    ELSE (high + by_fewest - 1 - MOD(high + by_fewest - 1, by_fewest)) / by_fewest
    END AS BIGINT) AS high,
  CAST(NULL AS BIGINT) AS earliest, CAST(NULL AS BIGINT) AS latest, parts, parts_read
FROM split
