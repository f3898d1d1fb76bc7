"""The websocket door: sessions of bots, what each is told, and how the talk goes."""
