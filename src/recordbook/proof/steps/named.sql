-- Every row about names that a look-up may need: those filed under one of the keys, or of the entities.
-- Grain: name. Reads: names, wanted (entity: a folded name or an entity id).
SELECT n.entity, n.kind, n.name, n.folded, n.form, n.source
FROM names n
WHERE n.folded IN (SELECT entity FROM wanted) OR n.entity IN (SELECT entity FROM wanted)
