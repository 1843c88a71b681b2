"""Readers and writers of conflict files in YAML."""
