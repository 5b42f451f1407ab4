"""Workbooks: each sheet a title, the lines above its table as text, the table with its merged ranges; values as they show."""
