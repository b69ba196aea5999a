from asyncio import AbstractEventLoop
from collections.abc import Callable, Mapping
from ssl import SSLContext
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar, overload

from pymysql import err  # type: ignore[import-untyped, unused-ignore]

from .cursors import Cursor
from .utils import _ConnectionContextManager, _ContextManager

_C = TypeVar("_C", bound=Cursor)
_Conversions: TypeAlias = Mapping[Any, Callable[..., Any]]

DEFAULT_USER: str | None

def connect(
    host: str = "localhost",
    user: str | None = None,
    password: str = "",
    db: str | None = None,
    port: int = 3306,
    unix_socket: str | None = None,
    charset: str = "",
    sql_mode: str | None = None,
    read_default_file: str | None = None,
    conv: _Conversions = ...,
    use_unicode: bool | None = None,
    client_flag: int = 0,
    cursorclass: type[Cursor] = ...,
    init_command: str | None = None,
    connect_timeout: float | None = None,
    read_default_group: str | None = None,
    autocommit: bool | None = False,
    echo: bool = False,
    local_infile: bool = False,
    loop: AbstractEventLoop | None = None,
    ssl: SSLContext | None = None,
    auth_plugin: str = "",
    program_name: str = "",
    server_public_key: bytes | None = None,
) -> _ConnectionContextManager[Connection]: ...

class Connection:
    Warning: type[err.Warning]
    Error: type[err.Error]
    InterfaceError: type[err.InterfaceError]
    DatabaseError: type[err.DatabaseError]
    DataError: type[err.DataError]
    OperationalError: type[err.OperationalError]
    IntegrityError: type[err.IntegrityError]
    InternalError: type[err.InternalError]
    ProgrammingError: type[err.ProgrammingError]
    NotSupportedError: type[err.NotSupportedError]
    cursorclass: type[Cursor]
    decoders: dict[int, Callable[[str], Any]]
    encoders: dict[type, Callable[[Any], str]]
    client_flag: int
    host_info: str
    protocol_version: int
    salt: bytes
    server_capabilities: int
    server_charset: str
    server_language: int
    server_public_key: bytes | None
    server_status: int
    server_thread_id: tuple[int]
    server_version: str
    use_unicode: bool
    def __init__(
        self,
        host: str = "localhost",
        user: str | None = None,
        password: str = "",
        db: str | None = None,
        port: int = 3306,
        unix_socket: str | None = None,
        charset: str = "",
        sql_mode: str | None = None,
        read_default_file: str | None = None,
        conv: _Conversions = ...,
        use_unicode: bool | None = None,
        client_flag: int = 0,
        cursorclass: type[Cursor] = ...,
        init_command: str | None = None,
        connect_timeout: float | None = None,
        read_default_group: str | None = None,
        autocommit: bool | None = False,
        echo: bool = False,
        local_infile: bool = False,
        loop: AbstractEventLoop | None = None,
        ssl: SSLContext | None = None,
        auth_plugin: str = "",
        program_name: str = "",
        server_public_key: bytes | None = None,
    ) -> None: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def unix_socket(self) -> str | None: ...
    @property
    def db(self) -> str | None: ...
    @property
    def user(self) -> str: ...
    @property
    def echo(self) -> bool: ...
    @property
    def last_usage(self) -> float: ...
    @property
    def loop(self) -> AbstractEventLoop: ...
    @property
    def closed(self) -> bool: ...
    @property
    def encoding(self) -> str: ...
    @property
    def charset(self) -> str: ...
    def __del__(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
    def close(self) -> None: ...
    async def ensure_closed(self) -> None: ...
    async def autocommit(self, value: bool) -> None: ...
    def get_autocommit(self) -> bool: ...
    async def begin(self) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def select_db(self, db: str) -> None: ...
    async def show_warnings(self) -> tuple[tuple[str, int, str], ...]: ...
    def escape(self, obj: object) -> str: ...
    def literal(self, obj: object) -> str: ...
    def escape_string(self, s: str) -> str: ...
    @overload
    def cursor(self) -> _ContextManager[Cursor]: ...
    @overload
    def cursor(self, cursor: type[_C], /) -> _ContextManager[_C]: ...
    @overload
    def cursor(self, *cursors: type[Cursor]) -> _ContextManager[Cursor]: ...
    async def query(self, sql: str | bytes, unbuffered: bool = False) -> int: ...
    async def next_result(self) -> int: ...
    def affected_rows(self) -> int: ...
    async def kill(self, thread_id: int) -> None: ...
    async def ping(self, reconnect: bool = True) -> None: ...
    async def set_charset(self, charset: str) -> None: ...
    def write_packet(self, payload: bytes) -> None: ...
    def insert_id(self) -> int: ...
    async def caching_sha2_password_auth(self, pkt: Any) -> Any: ...
    async def sha256_password_auth(self, pkt: Any) -> Any: ...
    def thread_id(self) -> int: ...
    def character_set_name(self) -> str: ...
    def get_host_info(self) -> str: ...
    def get_proto_info(self) -> int: ...
    def get_transaction_status(self) -> bool: ...
    def get_server_info(self) -> str: ...

class MySQLResult:
    connection: Connection | None
    affected_rows: int | None
    insert_id: int | None
    server_status: int | None
    warning_count: int
    message: bytes | None
    field_count: int
    description: tuple[tuple[Any, ...], ...] | None
    rows: tuple[tuple[Any, ...], ...] | None
    has_next: bool | None
    unbuffered_active: bool
    def __init__(self, connection: Connection) -> None: ...
    async def read(self) -> None: ...
    async def init_unbuffered_query(self) -> None: ...

class LoadLocalFile:
    filename: str
    connection: Connection
    def __init__(self, filename: str, connection: Connection) -> None: ...
    async def send_data(self) -> None: ...
