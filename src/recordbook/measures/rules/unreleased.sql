-- unreleased: before the release instant a counter is 0.
-- Grain: entity. Units: streams, cumulative. Reads: released, plain (entity).
SELECT entity, silent_until AS day, CAST(0 AS BIGINT) AS low, CAST(0 AS BIGINT) AS high,
  'unreleased' AS rule, 'reported' AS grade, 'release date' AS source, entity AS key, '' AS batch,
  FALSE AS firm
FROM released
WHERE entity NOT IN (SELECT entity FROM plain)
