-- The platforms of which anything was observed. Grain: platform. Reads: observations.
SELECT DISTINCT platform FROM observations
