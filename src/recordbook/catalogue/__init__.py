"""Who and what: names, keys, attributes and hierarchies of artists, releases, recordings."""
