-- The name each wanted entity is shown by, and whom it is credited to.
-- Grain: entity. Reads: names, credits, wanted (entity).
WITH shown AS (
  SELECT n.entity, MIN(n.name) AS name
  FROM names n
  JOIN wanted w ON w.entity = n.entity
  WHERE n.form = 'name'
  GROUP BY n.entity
),
makers AS (
  SELECT c.item AS entity, MIN(n.name) AS maker
  FROM credits c
  JOIN wanted w ON w.entity = c.item
  JOIN names n ON n.entity = c.artist AND n.form = 'name'
  WHERE c.role = 'main'
  GROUP BY c.item
)
SELECT w.entity, COALESCE(s.name, w.entity) AS name, COALESCE(m.maker, '') AS maker
FROM (SELECT DISTINCT entity FROM wanted) w
LEFT JOIN shown s ON s.entity = w.entity
LEFT JOIN makers m ON m.entity = w.entity
