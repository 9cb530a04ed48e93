-- When artists are said to be born. Grain: entity and value. Reads: facts.
SELECT DISTINCT entity, value FROM facts WHERE attribute = 'birth day'
