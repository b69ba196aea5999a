from .connection import SAConnection as SAConnection
from .engine import Engine as Engine, create_engine as create_engine
from .exc import (
    ArgumentError as ArgumentError,
    Error as Error,
    InvalidRequestError as InvalidRequestError,
    NoSuchColumnError as NoSuchColumnError,
    ResourceClosedError as ResourceClosedError,
)

__all__ = (
    "ArgumentError",
    "Engine",
    "Error",
    "InvalidRequestError",
    "NoSuchColumnError",
    "ResourceClosedError",
    "SAConnection",
    "create_engine",
)
