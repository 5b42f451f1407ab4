"""What stands in the way of each thing that can happen to conventions, in sentences."""
