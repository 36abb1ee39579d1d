"""The custom actions. The bot runs them in its own process; `rasa run actions` serves them over HTTP."""

from sanic import Sanic

# The action server of rasa-sdk 3.6 gives Sanic no way to make its app anew, so its workers have to be forks.
Sanic.start_method = "fork"
