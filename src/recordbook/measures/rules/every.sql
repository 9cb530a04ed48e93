-- every: "every track past N" puts each track of that edition at N or more.
-- Grain: recording and statement. Units: streams, cumulative. Reads: pooled, default_list.
SELECT DISTINCT t.recording AS entity, p.day, p.low, CAST(NULL AS BIGINT) AS high, 'every' AS rule,
  p.grade, p.source, p.key, p.batch, FALSE AS firm
FROM pooled p
JOIN default_list t ON t.release = p.entity AND t.sure
WHERE p.basis = 'app' AND p.metric = 'every-track'
