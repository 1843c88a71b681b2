"""Conflict files in YAML."""
