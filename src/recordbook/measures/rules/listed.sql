-- listed: what a list of one platform, region and kind says, under the entity that a key stood for.
-- `named`: the entity has a name in this book, so that whoever has another name is not it.
-- Grain: entity, key, metric, day and statement. Units: place in the list (1 is the top), lists so far,
-- or streams of the list's period. Reads: pooled, names.
SELECT p.entity, p.key, p.metric, p.day, p.low, p.high,
  CASE p.grade WHEN 'counted' THEN 0 WHEN 'charted' THEN 1 ELSE 2 END AS level,
  p.grade, p.source, p.batch, n.entity IS NOT NULL AS named
FROM pooled p
LEFT JOIN (SELECT DISTINCT entity FROM names) n ON n.entity = p.entity
WHERE p.basis = 'chart' AND p.metric IN ($metric, $other) AND p.region = $region
