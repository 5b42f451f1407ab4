"""The demonstration: the reference document, brought in by the real importer, and an invented year of its life."""
