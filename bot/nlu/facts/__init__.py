"""What a message tells about the person: their role, goal, background and skills."""
