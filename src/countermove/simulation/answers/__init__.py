"""Answers of an elicitation beyond one sitting: kept in a journal, written into the file, compared."""
