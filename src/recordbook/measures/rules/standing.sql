-- Which observations still stand: those no later correction has taken back.
-- Grain: one observation. Reads: observations, corrections (null means any), mixed (keys, unless of everyone;
-- of nobody, nothing is read).
SELECT o.*
FROM observations o
WHERE o.platform = $platform
  AND $anyone AND ($everyone OR o.key IN (SELECT key FROM mixed))
  AND NOT EXISTS (
    SELECT 1
    FROM corrections c
    WHERE c.recorded > o.recorded
      AND COALESCE(c.table_name, 'observations') = 'observations'
      AND c.entity IS NULL AND c.attribute IS NULL AND c.value IS NULL
      AND COALESCE(c.batch_undone, o.batch) = o.batch
      AND COALESCE(c.platform, o.platform) = o.platform
      AND COALESCE(c.basis, o.basis) = o.basis
      AND COALESCE(c.metric, o.metric) = o.metric
      AND COALESCE(c.region, o.region) = o.region
      AND COALESCE(c.key, o.key) = o.key
      AND COALESCE(c.day, o.day) = o.day
      AND COALESCE(c.source, o.source) = o.source
  )
