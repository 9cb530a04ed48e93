-- The newest reading of every counter. Grain: platform, basis, metric, region and key.
-- Units: as observed. Reads: observations.
SELECT platform, basis, metric, region, key, day, low, high, grade, source, page_day, published_day
FROM observations
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY platform, basis, metric, region, key
  ORDER BY day DESC NULLS LAST, low DESC NULLS LAST, batch NULLS LAST, high NULLS LAST,
    grade NULLS LAST, source NULLS LAST, page_day NULLS LAST, published_day NULLS LAST) = 1
