"""What stands in the way of each act on a plan, as sentences."""
