"""The server as it is run: cold start, requests a second, memory of a worker."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from bench import world
from bench.measure import Line, milliseconds
from bench.pages import signed_in
from ententes.agreements.models import Agreement

PORT = 8765


def measures() -> Iterator[Line]:
    cookie = signed_in(world.person())
    made = Agreement.objects.get(title="Entente de 100 actions")
    address = reverse("plan", kwargs={"agreement": made.slug})
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "ententes.command", "serve", "--port", str(PORT)], start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        while not answers("/"):
            time.sleep(0.02)
        yield Line("Cold start to the first page", milliseconds(time.perf_counter() - began), "≤ 3 s")
        rate = requests_a_second(address, cookie)
        yield Line("Plan page of 100 actions, signed in, one worker: requests a second", f"{rate:.0f}", "≥ 75 (10 × Redmine's 7.5)")
        yield Line("Memory of the worker after that", f"{memory(server.pid)} MB", "≤ 120 MB")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def answers(address: str, cookie: str = "") -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        connection.request("GET", address, headers={"Cookie": cookie})
        return connection.getresponse().status < 400
    except OSError:
        return False


def requests_a_second(address: str, cookie: str, seconds: float = 6.0) -> float:
    counts = [0, 0]

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while time.perf_counter() < end:
            connection.request("GET", address, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            counts[number] += 1

    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=client, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def memory(pid: int) -> int:
    """Resident megabytes of the largest child that serves pages."""
    children = [int(n) for n in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True).stdout.split()]
    sizes = [
        int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text())[0])
        for child in children
        if "\0work" not in Path(f"/proc/{child}/cmdline").read_text()
    ]
    return max(sizes) // 1000
