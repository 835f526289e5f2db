"""The preview as a server on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from anthology.preview.child import Child
from anthology.preview.editor import editor
from anthology.preview.live import Live
from anthology.preview.pictures import Pictures
from anthology.preview.server.gate import Gate, token
from anthology.preview.server.routes import Routes
from anthology.report import NOWHERE, Refused, error

HOST = "127.0.0.1"  # nobody on another machine gets in


@dataclass(frozen=True)
class Preview:
    """A preview that is about to be shown."""

    root: Path
    volume: str = ""
    port: int = 0  # 0: one that is free
    editor: str = ""  # its name, command or address; "": as the environment says

    def serve(self, opened: Callable[[str], None]) -> None:
        """Serve until the process is interrupted. `opened` is called with the address.

        Raises Refused where the port is not free.
        """
        with _listening(self.port) as listener:
            port = listener.getsockname()[1]
            secret = token()
            opened(f"http://{HOST}:{port}/{secret}/")
            child = Child(self.root, self.volume)
            try:
                routes = Routes(Live(self.root, child), Pictures(), editor(self.editor))
                # Ctrl-C waits until asyncio runs, which cancels its task then.
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                signal.signal(signal.SIGINT, signal.default_int_handler)
                asyncio.run(_serve(routes, listener, secret))
            finally:
                child.close()


def _listening(port: int) -> socket.socket:
    """A socket that listens. Raises Refused."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # a browser that is sooner than we are waits
    except OSError as fault:
        listener.close()
        hint = "Give another with --port, or leave it out: a free one is taken."
        raise Refused(
            error(NOWHERE, f"port {port} cannot be used: {fault.strerror}", hint)
        ) from None
    return listener


async def _serve(routes: Routes, listener: socket.socket, secret: str) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    app = Gate(routes.app(), secret, listener.getsockname()[1])
    server = uvicorn.Server(_config(app))
    watching = asyncio.create_task(routes.live.run())
    try:
        await server.serve([listener])
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


def _config(app: Gate) -> uvicorn.Config:
    """Silent, and without belief in what a proxy says: there is none."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        limit_concurrency=100,
        ws="none",
    )
