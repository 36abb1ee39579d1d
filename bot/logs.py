"""Logging for every way in: warnings of libraries, the bot's own news, and never a message's text."""

import logging
import os
import warnings


def quiet() -> None:
    """Sets logging up. Rasa's structured debug events cost more than a message, so they are switched off at the source."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for category in (DeprecationWarning, FutureWarning, UserWarning):
        warnings.filterwarnings("ignore", category=category)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
