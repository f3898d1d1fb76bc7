"""One turn of one person, whatever the door."""
