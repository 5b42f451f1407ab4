"""Tests of projects before the bodies."""
