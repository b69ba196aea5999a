"""Types of aiomysql 0.3.2. Its exceptions are PyMySQL's: typed where types-PyMySQL is installed."""

from pymysql.converters import (  # type: ignore[import-untyped, unused-ignore]
    escape_sequence as escape_sequence,
    escape_string as escape_string,
)
from pymysql.err import (  # type: ignore[import-untyped, unused-ignore]
    DatabaseError as DatabaseError,
    DataError as DataError,
    Error as Error,
    IntegrityError as IntegrityError,
    InterfaceError as InterfaceError,
    InternalError as InternalError,
    MySQLError as MySQLError,
    NotSupportedError as NotSupportedError,
    OperationalError as OperationalError,
    ProgrammingError as ProgrammingError,
    Warning as Warning,
)

from .connection import Connection as Connection, connect as connect
from .cursors import (
    Cursor as Cursor,
    DictCursor as DictCursor,
    SSCursor as SSCursor,
    SSDictCursor as SSDictCursor,
)
from .pool import Pool as Pool, create_pool as create_pool

__all__ = [
    "Connection",
    "Cursor",
    "DataError",
    "DatabaseError",
    "DictCursor",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "MySQLError",
    "NotSupportedError",
    "OperationalError",
    "Pool",
    "ProgrammingError",
    "SSCursor",
    "SSDictCursor",
    "Warning",
    "connect",
    "create_pool",
    "escape_dict",
    "escape_sequence",
    "escape_string",
]
escape_dict: object  # gone from PyMySQL 1.2
__version__: str
