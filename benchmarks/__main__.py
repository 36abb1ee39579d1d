"""`python -m benchmarks`: measures start, memory, speed and size on this machine; prints a table, writes build/bench.json.

Figures, not tests: nothing here fails on a number. Every figure comes from this one run.
"""

import asyncio
import json
import platform
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.footprint import installed_megabytes, training_seconds
from benchmarks.inprocess import conversation_growth, in_process
from benchmarks.overhttp import Server, load

OUT = Path("build/bench.json")


def main() -> None:
    """Runs all measurements, a few minutes on two cores."""
    console = Console(highlight=False)
    rows: list[tuple[str, float, str]] = []

    def keep(name: str, value: float, unit: str) -> None:
        rows.append((name, round(value, 3), unit))
        console.print(f"  {name}: {value:.2f} {unit}")

    console.print("Measuring (a few minutes) …")
    with Server() as server:
        keep("cold start to ready", server.seconds_to_ready, "s")
        keep("memory at rest", server.megabytes(), "MB")
        for clients in (1, 8):
            latency = asyncio.run(load(server.address, clients, seconds=15))
            keep(f"over HTTP, {clients} client(s): p50", latency.percentile(50), "ms")
            keep(f"over HTTP, {clients} client(s): p99", latency.percentile(99), "ms")
            keep(f"over HTTP, {clients} client(s): rate", latency.rate, "messages/s")
        keep("memory after load", server.megabytes(), "MB")
    mixed = asyncio.run(in_process())
    keep("in process, mixed with repeats: p50", mixed.percentile(50), "ms")
    keep("in process, mixed with repeats: p99", mixed.percentile(99), "ms")
    fresh = asyncio.run(in_process(repeats=False))
    keep("in process, each question new: p50", fresh.percentile(50), "ms")
    keep("message 500 over message 5", asyncio.run(conversation_growth()), "times")
    keep("installed, without the development tools", installed_megabytes(), "MB")
    keep("training", training_seconds(), "s")

    table = Table("figure", "value", "unit")
    for name, value, unit in rows:
        table.add_row(name, f"{value:.2f}", unit)
    console.print(table)
    OUT.parent.mkdir(exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "measured": time.strftime("%Y-%m-%d"),
    }
    figures = {name: {"value": value, "unit": unit} for name, value, unit in rows}
    OUT.write_text(json.dumps({"machine": machine, "figures": figures}, indent=1) + "\n", encoding="utf-8")
    console.print(f"Written to {OUT}.")


main()
