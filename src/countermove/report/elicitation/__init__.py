"""Terminal text of an elicitation: a question, why it is asked, what came of it, where respondents differ."""
