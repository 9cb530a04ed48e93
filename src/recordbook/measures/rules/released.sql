-- When something was released: the last play day on which it surely was not, and the days between
-- which it came out, over all sources. A date without an hour begins in the east, a play day early.
-- A source that only says less finely what another says (2023, 2023-09-08) says nothing more.
-- Grain: entity. Units: day numbers. Reads: facts ('released': from_day is the day, or the first
-- possible one where the value is a year or a month; an instant is longer than a date).
WITH stated AS (
  SELECT DISTINCT entity, value, from_day
  FROM facts
  WHERE attribute = 'released' AND from_day IS NOT NULL
),
finest AS (
  SELECT s.*
  FROM stated s
  WHERE NOT EXISTS (
    SELECT 1
    FROM stated f
    WHERE f.entity = s.entity AND LENGTH(f.value) > LENGTH(s.value)
      AND SUBSTRING(f.value, 1, LENGTH(s.value)) = s.value
  )
)
SELECT entity,
  MIN(CASE WHEN LENGTH(value) > 10 THEN from_day - 1 ELSE from_day - 2 END) AS silent_until,
  MIN(from_day) AS released_from,
  MAX(CASE LENGTH(value) WHEN 4 THEN from_day + 365 WHEN 7 THEN from_day + 30 ELSE from_day END)
    AS released_to
FROM finest
GROUP BY entity
