"""How well the bot understands people: the same measure for everyone who runs it."""
