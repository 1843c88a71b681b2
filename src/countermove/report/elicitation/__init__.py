"""What an elicitation shows on the terminal: a question, why it is asked, what came of it, and where respondents differ."""
