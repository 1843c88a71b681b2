"""The texts of sources: reading them, finding what is quoted from them, and drafting a source from one."""
