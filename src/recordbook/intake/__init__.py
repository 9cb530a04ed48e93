"""From files of any format to a batch of Arrow tables and a report: one door, many sources."""
