-- What sources state of some entities. Grain: entity, value and source. Reads: facts, wanted (entity).
SELECT DISTINCT entity, value, grade, source, batch
FROM facts
WHERE attribute = $attribute AND entity IN (SELECT entity FROM wanted)
