-- Every observation under the keys that stood for one entity on its day, corrections not yet applied.
-- Grain: one observation. Units: as observed; day numbers. Reads: observations, identities.
SELECT DISTINCT o.*
FROM observations o
LEFT JOIN identities i ON i.key = o.key
  AND o.day BETWEEN COALESCE(i.from_day, -10000000) AND COALESCE(i.to_day, 10000000)
WHERE COALESCE(i.entity, o.key) = $entity
