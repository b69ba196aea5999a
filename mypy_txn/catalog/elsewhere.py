"""Packages whose objects have words of control in them, and that are no way to a database.

Some of them ship no types. What mypy has for an import it cannot type is ``Any``, but it is known
where that comes from.
"""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import members

NO_DATABASE: Final = members(
    "aio_pika aiohttp aiokafka asyncssh boto3 botocore celery confluent_kafka curl_cffi"
    " ddtrace docker dulwich elasticapm faust git hglib httpx kafka kombu kubernetes ldap"
    " ldap3 nats newrelic onnxruntime opentelemetry paramiko pika playwright pulsar pygit2"
    " pyspark pytest redis requests selenium sentry_sdk serial smbprotocol stomp tensorflow"
    " urllib3 wasmtime websocket websockets zmq"
)
NO_HANDLES: Final = NO_DATABASE | members("graphene graphql_relay strawberry")
"""Also packages whose own classes are no handles, but whose objects carry those of the user."""
