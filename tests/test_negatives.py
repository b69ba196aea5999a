"""What has words of control in it and is no way to a database stays silent, types or none."""

from __future__ import annotations

import pytest

from checking import Tree

CLIENTS = {
    "requests": """
        import requests

        def fetch(session: requests.Session) -> None:
            with session, requests.Session() as db:
                db.get("https://example.org")
            session.close()
    """,
    "httpx": """
        import httpx

        def fetch(conn: httpx.Client) -> None:
            with conn:
                conn.close()

        async def fetch_later(session: httpx.AsyncClient) -> None:
            async with session:
                await session.aclose()
    """,
    "git": """
        import git

        def publish(db: git.Repo) -> None:
            db.index.commit("message")
            db.head.reset()
            db.close()
    """,
    "redis": """
        import redis

        def count(db: redis.Redis) -> None:
            with db.pipeline() as tx:
                tx.multi()
                tx.execute()
                tx.reset()
            db.close()
    """,
    "kafka": """
        import confluent_kafka

        def consume(session: confluent_kafka.Consumer, tx: confluent_kafka.Producer) -> None:
            session.commit()
            session.close()
            tx.begin_transaction()
            tx.commit_transaction()
    """,
    "kafka without types": """
        import kafka  # type: ignore[import-not-found]
        from aiokafka import AIOKafkaConsumer  # type: ignore[import-not-found]

        class Feed:
            def __init__(self) -> None:
                self.session = AIOKafkaConsumer("topic")

            async def run(self, producer: kafka.KafkaProducer) -> None:
                async for batch in self.session:
                    batch.commit()
                await self.session.commit()
                producer.begin()
    """,
    "event loops, files and locks": """
        import asyncio
        import socket
        import tempfile
        import threading

        def run(connection: socket.socket) -> None:
            loop = asyncio.new_event_loop()
            loop.close()
            with open("x") as cursor, tempfile.TemporaryDirectory(), threading.Lock():
                cursor.close()
            connection.close()
    """,
    "domain objects": """
        class Adjustment:
            def begin(self) -> "Adjustment":
                return self

            def commit(self): ...  # type: ignore[no-untyped-def]

            def rollback(self, reason: str) -> None: ...

            def close(self) -> None: ...

            def __enter__(self) -> "Adjustment":
                return self

            def __exit__(self, *exc: object) -> None: ...

        def adjust(session: Adjustment, engine: Adjustment) -> None:
            with session.begin(), engine:
                session.commit()  # type: ignore[no-untyped-call]
            engine.rollback("because")
            engine.close()
    """,
}


@pytest.mark.parametrize("name", CLIENTS)
def test_nothing_is_reported(tree: Tree, name: str) -> None:
    tree.write({"app/L6_drivers/client.py": CLIENTS[name]})
    result = tree.check()
    assert (result.out, result.err, result.status) == (
        "Success: no issues found in 3 source files\n",
        "",
        0,
    )


def test_an_unknown_package_without_types_is_not_taken_for_harmless(tree: Tree) -> None:
    text = """
        import legacy_store  # type: ignore[import-not-found]

        def write(store: legacy_store.Store) -> None:
            store.commit()
    """
    tree.write({"app/L6_drivers/client.py": text})
    assert tree.check().lines == [
        "app/L6_drivers/client.py:5: error: L6 driver calls store.commit(), which cannot be"
        " verified: store is Any  [txn-untyped]"
    ]
