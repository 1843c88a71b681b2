"""Figures for a page of HTML, and their style sheet."""
