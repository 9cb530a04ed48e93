-- Who else of its kind has a name of the subject's. Grain: entity. Reads: names.
SELECT DISTINCT other.entity
FROM names own
JOIN names other ON other.folded = own.folded AND other.kind = own.kind
WHERE own.entity = $subject AND other.entity <> own.entity
