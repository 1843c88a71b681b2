"""Readers and writers of conflict files, forecasts and source texts, a file or package for each format."""
