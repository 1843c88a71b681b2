"""What a conflict is: values, names, states, moves and preferences."""
