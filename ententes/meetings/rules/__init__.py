"""What stands in the way of acts of meetings, in files by time: before, during and after."""
