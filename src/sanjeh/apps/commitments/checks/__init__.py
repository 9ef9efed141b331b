"""Every line of the board: what is promised, where it is held, and the query that counts violations."""
