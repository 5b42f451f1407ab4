"""What stands in the way of each thing that can happen to projects, in sentences; each module has its own subject."""
