"""What stands in the way of each thing that can happen in an analysis, in sentences; each module has its own subject."""
