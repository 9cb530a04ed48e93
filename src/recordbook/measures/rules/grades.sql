-- The grades, from the strongest: what a rule derives has the weakest grade that it rests on.
-- Grain: grade. Reads: nothing.
SELECT *
FROM (VALUES (0, 'counted'), (1, 'charted'), (2, 'reported')) AS v (level, grade)
