"""Pages and an API: one address, two renderings."""
