"""Packages whose objects have words of control in them, and that are no way to a database.

Some of them ship no types. What mypy has for an import it cannot type is ``Any``, but it is known
where that comes from.
"""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import members

NO_DATABASE: Final = members(
    "aio_pika aiohttp aiokafka boto3 botocore celery confluent_kafka dulwich faust git hglib httpx"
    " kafka kombu nats paramiko pika pulsar pygit2 redis requests serial stomp urllib3 websockets"
    " zmq"
)
