"""Finding the written answer to a question: messages and answers as vectors, nearest first."""
