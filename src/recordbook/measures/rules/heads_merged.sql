-- The heads of a book once some batches have come in: a key stays steady if what came in is later and
-- no lower than what was there.
-- Grain: platform and key. Units: streams, cumulative; day numbers. Reads: heads, fresh.
SELECT COALESCE(f.platform, h.platform) AS platform, COALESCE(f.key, h.key) AS key,
  LEAST(COALESCE(h.first_day, f.first_day), COALESCE(f.first_day, h.first_day)) AS first_day,
  GREATEST(COALESCE(h.day, f.day), COALESCE(f.day, h.day)) AS day,
  GREATEST(COALESCE(h.low, f.low), COALESCE(f.low, h.low)) AS low,
  CASE WHEN f.total_day IS NULL OR h.total_day > f.total_day THEN h.total_day ELSE f.total_day
    END AS total_day,
  CASE WHEN f.total_day IS NULL OR h.total_day > f.total_day THEN h.total
    WHEN h.total_day IS NULL OR f.total_day > h.total_day OR f.total > h.total THEN f.total
    ELSE h.total END AS total,
  COALESCE(f.steady, TRUE) AND COALESCE(h.steady, TRUE)
    AND COALESCE(f.first_day > h.day AND f.first_low >= h.low, TRUE) AS steady
FROM heads h
FULL OUTER JOIN fresh f ON f.platform = h.platform AND f.key = h.key
