-- The values an attribute takes anywhere. Grain: value. Reads: facts.
SELECT DISTINCT value FROM facts WHERE attribute = $attribute
