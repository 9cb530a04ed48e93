"""The pages: each module has a `router`, and every router there is, is mounted."""
