"""A WebSocket server that our client didn't grow up with, for the tests of framing.

The first part of a path says what it does; what it saw of the client goes to standard output, a line
each. It ends with its standard input.
"""

import asyncio
import sys

import websockets


def say(*words):
    print(*words, flush=True)


async def fragments(peer):
    await peer.send(["first ", "second ", "third"])
    await peer.send(["a", "", "b"])


async def binary(peer):
    await peer.send(b'{"binary":true}')
    await peer.send([b"bin", b"ary"])


async def pings(peer):
    await (await peer.ping(b"a payload of its own"))
    await (await peer.ping())
    await peer.pong(b"unasked")
    # Between the fragments of a message.
    async def parts():
        yield "before "
        await (await peer.ping(b"between"))
        yield "after"

    await peer.send(parts())


async def echo(peer):
    async for message in peer:
        await peer.send(message)


async def large(peer):
    await peer.send("x" * 3_000_000)
    await peer.send(["y" * 1_000_000] * 3)


async def too_large(peer):
    await peer.send("x" * 5_000_000)


async def too_large_in_parts(peer):
    await peer.send(["x" * 1_000_000] * 5)


async def too_many_parts(peer):
    await peer.send(["x"] * 5_000)


def closing(code, reason=""):
    async def close(peer):
        await peer.send("before")
        await peer.close(code, reason)

    return close


async def vanishing(peer):
    await peer.send("before")
    peer.transport.abort()


async def many(peer):
    for number in range(10_000):
        await peer.send(f"{number} ".ljust(1_000, "x"))
        say("sent", number + 1)


DEEDS = {
    "fragments": fragments,
    "binary": binary,
    "pings": pings,
    "echo": echo,
    "large": large,
    "too-large": too_large,
    "too-large-in-parts": too_large_in_parts,
    "too-many-parts": too_many_parts,
    "close-1000": closing(1000),
    "close-1001": closing(1001, "going away"),
    "close-4004": closing(4004, "No data received in 30s."),
    "close-1012": closing(1012, "service restart"),
    "vanishing": vanishing,
    "many": many,
}


async def serve(peer):
    name = peer.path.split("/")[1]
    headers = peer.request_headers
    say("request", peer.path, headers.get("User-Agent"), headers.get("Sec-WebSocket-Extensions"))
    try:
        await DEEDS[name](peer)
        await peer.wait_closed()
    except websockets.ConnectionClosed:
        pass
    await peer.wait_closed()
    say("closed", name, peer.close_code)


async def main():
    async with websockets.serve(
        serve, "127.0.0.1", 0, max_size=None, ping_interval=None, close_timeout=5
    ) as server:
        say("port", server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
