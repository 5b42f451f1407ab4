"""OpenDocument texts: outline levels, lists, tables with spans, repeated rows counted before they are written, revisions as accepted."""
