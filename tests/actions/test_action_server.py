"""`rasa run actions` serves the same actions over HTTP, for who runs them apart."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx

from bot.training import ROOT

LONGEST_START = 60.0

ON_LOOPBACK = """
import sys
from sanic import Sanic
everywhere = Sanic.run
Sanic.run = lambda app, host, *rest, **named: everywhere(app, "127.0.0.1", *rest, **named)
sys.argv[0] = "rasa"
from rasa.__main__ import main
main()
"""
"""The `rasa` command, with its server kept to this machine."""


def test_the_action_server_answers_as_the_bot_does() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", ON_LOOPBACK, "run", "actions", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    message = {
        "text": "c koi new nero",
        "intent": {"name": "ask_new_nero", "confidence": 1.0},
        "entities": [],
    }
    tracker = {"sender_id": "test", "slots": {"language": "fr"}, "latest_message": message, "events": []}
    tracker |= {"paused": False, "followup_action": None, "active_loop": {}, "latest_action_name": "action_listen"}
    call = {"next_action": "action_answer", "sender_id": "test", "tracker": tracker, "domain": {}, "version": "3.6.21"}
    try:
        begun = time.monotonic()
        while True:
            try:
                answer = httpx.post(f"http://127.0.0.1:{port}/webhook", json=call, timeout=20)
                break
            except httpx.TransportError:
                assert process.poll() is None
                assert time.monotonic() - begun < LONGEST_START
                time.sleep(0.2)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
    (said,) = answer.json()["responses"]
    assert "2017" in said["text"]
    assert said["custom"]["outcome"] == "answered"
    assert {"event": "slot", "timestamp": None, "name": "topic", "value": "new_nero"} in answer.json()["events"]
