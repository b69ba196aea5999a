"""Packages whose objects have words of control in them, and that are no way to a transaction.

Some of them ship no types. What mypy has for an import it cannot type is ``Any``, but it is known
where that comes from.
"""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import members

NO_DATABASE: Final = members(
    "aio_pika aiohttp aiokafka asyncssh boto3 botocore cassandra celery confluent_kafka consul"
    " couchbase curl_cffi ddtrace docker dulwich e2b elasticapm elasticsearch fabric faust git"
    " gitlab happybase hglib httpx kafka kombu kubernetes lance ldap ldap3 mcp nats newrelic"
    " onnxruntime opensearchpy opentelemetry paramiko pika playwright pulsar pyarrow pygit2"
    " pysolr pyspark pytest pyttsx3 redis requests sagemaker scylla selenium sentry_sdk serial"
    " smbprotocol stomp tensorflow tls_client urllib3 wasmtime websocket websockets whoosh zmq"
)
NO_HANDLES: Final = NO_DATABASE | members("graphene graphql_relay strawberry")
"""Also packages whose own classes are no handles, but whose objects carry those of the user."""
OF_OTHERS: Final = NO_DATABASE | members(
    "amqp aws browser chat encryption ftp game http https imap inference mqtt rules search smtp"
    " snowpark spark sqs ssh tcp template tf web"
)
"""What the session, the connection or the engine of something else has before that word."""
