"""Family files in YAML: a template, and the facts of many cases."""
