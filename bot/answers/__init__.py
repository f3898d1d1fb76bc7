"""One module per kind of question: each writes its answer on a page and offers what to ask next."""
