"""What is said in the course of a talk: on what was shown, to small talk and refusals, and the state after it."""
