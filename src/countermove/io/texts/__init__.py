"""Texts of sources: reading, search for quotations, verification of evidence, and drafts of sources."""
