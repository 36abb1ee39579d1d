"""The errors that the person who runs the bot can mend."""


class OperatorError(Exception):
    """Something is missing or wrong on this machine or in its files. The message says what, and what to do."""
