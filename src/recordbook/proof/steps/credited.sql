-- Who is credited on what. Grain: item and artist. Reads: credits.
SELECT DISTINCT item, artist FROM credits WHERE role = 'main' OR ($featured AND role = 'featured')
