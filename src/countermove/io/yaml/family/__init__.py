"""Readers and writers of family files in YAML: a template, and the facts of many cases."""
