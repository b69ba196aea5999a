"""Types of pyodbc 5.5.0: connections, cursors, rows and the functions that make them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from ctypes import c_void_p
from datetime import date, datetime, time
from typing import Any, Final, Literal, Self, TypeAlias, final

from typing_extensions import deprecated

_DecimalMode: TypeAlias = Literal["binary", "text", "locale"]
_Description: TypeAlias = tuple[tuple[str, type, int | None, int, int, int, bool], ...]
_OutputConverter: TypeAlias = Callable[[bytes], Any]

apilevel: Final = "2.0"
paramstyle: Final = "qmark"
threadsafety: Final = 1
version: Final[str]
lowercase: bool
native_uuid: bool
odbcversion: str
pooling: bool

Binary = bytearray
BINARY = bytearray
Date = date
DATETIME = datetime
NUMBER = float
ROWID = int
STRING = str
Time = time
Timestamp = datetime
BinaryNull: Final[object]
SQLWCHAR_SIZE: Final[int]

def DateFromTicks(ticks: float, /) -> date: ...
def TimeFromTicks(ticks: float, /) -> time: ...
def TimestampFromTicks(ticks: float, /) -> datetime: ...
def connect(
    connstring: str | None = None,
    /,
    *,
    autocommit: bool = False,
    encoding: str = "utf-16le",
    readonly: bool = False,
    timeout: int = 0,
    attrs_before: Mapping[int, int | bytes | bytearray | str | Sequence[str]] | None = None,
    **kwargs: Any,
) -> Connection: ...
def dataSources(*, scope: str | None = None) -> dict[str, str]: ...
def drivers() -> list[str]: ...
def getDecimalSeparator() -> str: ...
def setDecimalSeparator(sep: str, /) -> None: ...

class Warning(Exception): ...
class Error(Exception): ...
class InterfaceError(Error): ...
class DatabaseError(Error): ...
class DataError(DatabaseError): ...
class OperationalError(DatabaseError): ...
class IntegrityError(DatabaseError): ...
class InternalError(DatabaseError): ...
class ProgrammingError(DatabaseError): ...
class NotSupportedError(DatabaseError): ...

@final
class Connection:
    @property
    def autocommit(self) -> bool: ...
    @autocommit.setter
    def autocommit(self, value: bool, /) -> None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def compat_diagrec_byte_length(self) -> bool: ...
    @compat_diagrec_byte_length.setter
    def compat_diagrec_byte_length(self, value: bool, /) -> None: ...
    @property
    def decimal_mode(self) -> _DecimalMode: ...
    @decimal_mode.setter
    def decimal_mode(self, value: _DecimalMode, /) -> None: ...
    @property
    @deprecated("use decimal_mode")
    def fetch_decimal_as_string(self) -> bool: ...
    @fetch_decimal_as_string.setter
    @deprecated("use decimal_mode")
    def fetch_decimal_as_string(self, value: bool, /) -> None: ...
    @property
    def hdbc(self) -> c_void_p | None: ...
    @property
    def maxwrite(self) -> int: ...
    @maxwrite.setter
    def maxwrite(self, value: int, /) -> None: ...
    @property
    def readvar_initsize(self) -> int: ...
    @readvar_initsize.setter
    def readvar_initsize(self, value: int, /) -> None: ...
    @property
    def searchescape(self) -> str: ...
    @property
    def timeout(self) -> int: ...
    @timeout.setter
    def timeout(self, value: int, /) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc_info: object) -> None: ...
    def add_output_converter(self, sqltype: int, func: _OutputConverter | None, /) -> None: ...
    def clear_output_converters(self) -> None: ...
    def close(self) -> None: ...
    def commit(self) -> None: ...
    def cursor(self) -> Cursor: ...
    def execute(self, sql: str, /, *params: Any) -> Cursor: ...
    def get_output_converter(self, sqltype: int, /) -> _OutputConverter | None: ...
    def getinfo(self, infotype: int, /) -> Any: ...
    def remove_output_converter(self, sqltype: int, /) -> None: ...
    def rollback(self) -> None: ...
    def set_attr(self, attr_id: int, value: int | str, /) -> None: ...
    def setdecoding(
        self, sqltype: int, encoding: str | None = None, ctype: int | None = None
    ) -> None: ...
    def setencoding(self, encoding: str | None = None, ctype: int | None = None) -> None: ...

@final
class Cursor:
    arraysize: int
    fast_executemany: bool
    rows_as_dicts: bool
    @property
    def connection(self) -> Connection: ...
    @property
    def description(self) -> _Description | None: ...
    @property
    def hstmt(self) -> c_void_p | None: ...
    @property
    def messages(self) -> list[tuple[str, str | bytes]] | None: ...
    @property
    def noscan(self) -> bool: ...
    @noscan.setter
    def noscan(self, value: bool, /) -> None: ...
    @property
    def rowcount(self) -> int: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc_info: object) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> Row: ...
    def cancel(self) -> None: ...
    def close(self) -> None: ...
    def columns(
        self,
        table: str | None = None,
        catalog: str | None = None,
        schema: str | None = None,
        column: str | None = None,
    ) -> Self: ...
    def commit(self) -> None: ...
    def execute(self, sql: str, /, *params: Any) -> Self: ...
    def executemany(self, sql: str, params: Iterable[Sequence[Any]], /) -> None: ...
    def fetchall(self) -> list[Row]: ...
    def fetchmany(self, size: int = ..., /) -> list[Row]: ...
    def fetchone(self) -> Row | None: ...
    def fetchval(self) -> Any: ...
    def foreignKeys(
        self,
        table: str | None = None,
        catalog: str | None = None,
        schema: str | None = None,
        foreignTable: str | None = None,
        foreignCatalog: str | None = None,
        foreignSchema: str | None = None,
    ) -> Self: ...
    def getTypeInfo(self, sqlType: int | None = None, /) -> Self: ...
    def nextset(self) -> bool | None: ...
    def primaryKeys(
        self, table: str, catalog: str | None = None, schema: str | None = None
    ) -> Self: ...
    def procedureColumns(
        self,
        procedure: str | None = None,
        catalog: str | None = None,
        schema: str | None = None,
    ) -> Self: ...
    def procedures(
        self,
        procedure: str | None = None,
        catalog: str | None = None,
        schema: str | None = None,
    ) -> Self: ...
    def rollback(self) -> None: ...
    def rowIdColumns(
        self,
        table: str,
        catalog: str | None = None,
        schema: str | None = None,
        nullable: bool = True,
    ) -> Self: ...
    def rowVerColumns(
        self,
        table: str,
        catalog: str | None = None,
        schema: str | None = None,
        nullable: bool = True,
    ) -> Self: ...
    def setinputsizes(self, sizes: Iterable[tuple[int, int, int]] | None, /) -> None: ...
    def setoutputsize(self) -> None: ...
    def skip(self, count: int, /) -> None: ...
    def statistics(
        self,
        table: str,
        catalog: str | None = None,
        schema: str | None = None,
        unique: bool = False,
        quick: bool = True,
    ) -> Self: ...
    def tablePrivileges(
        self, table: str | None = None, catalog: str | None = None, schema: str | None = None
    ) -> Self: ...
    def tables(
        self,
        table: str | None = None,
        catalog: str | None = None,
        schema: str | None = None,
        tableType: str | None = None,
    ) -> Self: ...

@final
class Row:
    @property
    def cursor_description(self) -> _Description: ...
    def __getattribute__(self, name: str, /) -> Any: ...  # a column
    def __setattr__(self, name: str, value: Any, /) -> None: ...
    def __delattr__(self, name: str, /) -> None: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __getitem__(self, key: Any, /) -> Any: ...
    def __setitem__(self, key: int, value: Any, /) -> None: ...
    def __delitem__(self, key: Any, /) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...  # by __getitem__
    def __len__(self) -> int: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __lt__(self, value: Any, /) -> bool: ...
    def __le__(self, value: Any, /) -> bool: ...
    def __gt__(self, value: Any, /) -> bool: ...
    def __ge__(self, value: Any, /) -> bool: ...

SQL_ACCESSIBLE_PROCEDURES: int
SQL_ACCESSIBLE_TABLES: int
SQL_ACCESS_MODE: int
SQL_ACTIVE_ENVIRONMENTS: int
SQL_AGGREGATE_FUNCTIONS: int
SQL_ALTER_DOMAIN: int
SQL_ALTER_TABLE: int
SQL_ASYNC_MODE: int
SQL_ATTR_ACCESS_MODE: int
SQL_ATTR_ANSI_APP: int
SQL_ATTR_AUTOCOMMIT: int
SQL_ATTR_CURRENT_CATALOG: int
SQL_ATTR_LOGIN_TIMEOUT: int
SQL_ATTR_ODBC_CURSORS: int
SQL_ATTR_QUIET_MODE: int
SQL_ATTR_TRACE: int
SQL_ATTR_TRACEFILE: int
SQL_ATTR_TRANSLATE_LIB: int
SQL_ATTR_TRANSLATE_OPTION: int
SQL_ATTR_TXN_ISOLATION: int
SQL_AUTOCOMMIT: int
SQL_BATCH_ROW_COUNT: int
SQL_BATCH_SUPPORT: int
SQL_BIGINT: int
SQL_BINARY: int
SQL_BIT: int
SQL_BOOKMARK_PERSISTENCE: int
SQL_CATALOG_LOCATION: int
SQL_CATALOG_NAME: int
SQL_CATALOG_NAME_SEPARATOR: int
SQL_CATALOG_TERM: int
SQL_CATALOG_USAGE: int
SQL_CHAR: int
SQL_COLLATION_SEQ: int
SQL_COLUMN_ALIAS: int
SQL_CONCAT_NULL_BEHAVIOR: int
SQL_CONVERT_BIGINT: int
SQL_CONVERT_BINARY: int
SQL_CONVERT_BIT: int
SQL_CONVERT_CHAR: int
SQL_CONVERT_DATE: int
SQL_CONVERT_DECIMAL: int
SQL_CONVERT_DOUBLE: int
SQL_CONVERT_FLOAT: int
SQL_CONVERT_FUNCTIONS: int
SQL_CONVERT_GUID: int
SQL_CONVERT_INTEGER: int
SQL_CONVERT_INTERVAL_DAY_TIME: int
SQL_CONVERT_INTERVAL_YEAR_MONTH: int
SQL_CONVERT_LONGVARBINARY: int
SQL_CONVERT_LONGVARCHAR: int
SQL_CONVERT_NUMERIC: int
SQL_CONVERT_REAL: int
SQL_CONVERT_SMALLINT: int
SQL_CONVERT_TIME: int
SQL_CONVERT_TIMESTAMP: int
SQL_CONVERT_TINYINT: int
SQL_CONVERT_VARBINARY: int
SQL_CONVERT_VARCHAR: int
SQL_CONVERT_WCHAR: int
SQL_CONVERT_WLONGVARCHAR: int
SQL_CONVERT_WVARCHAR: int
SQL_CORRELATION_NAME: int
SQL_CREATE_ASSERTION: int
SQL_CREATE_CHARACTER_SET: int
SQL_CREATE_COLLATION: int
SQL_CREATE_DOMAIN: int
SQL_CREATE_SCHEMA: int
SQL_CREATE_TABLE: int
SQL_CREATE_TRANSLATION: int
SQL_CREATE_VIEW: int
SQL_CURRENT_QUALIFIER: int
SQL_CURSOR_COMMIT_BEHAVIOR: int
SQL_CURSOR_ROLLBACK_BEHAVIOR: int
SQL_DATABASE_NAME: int
SQL_DATA_SOURCE_NAME: int
SQL_DATA_SOURCE_READ_ONLY: int
SQL_DATETIME_LITERALS: int
SQL_DBMS_NAME: int
SQL_DBMS_VER: int
SQL_DDL_INDEX: int
SQL_DECIMAL: int
SQL_DEFAULT_TXN_ISOLATION: int
SQL_DESCRIBE_PARAMETER: int
SQL_DM_VER: int
SQL_DOUBLE: int
SQL_DRIVER_COMPLETE: int
SQL_DRIVER_COMPLETE_REQUIRED: int
SQL_DRIVER_HDESC: int
SQL_DRIVER_HENV: int
SQL_DRIVER_HLIB: int
SQL_DRIVER_HSTMT: int
SQL_DRIVER_NAME: int
SQL_DRIVER_NOPROMPT: int
SQL_DRIVER_ODBC_VER: int
SQL_DRIVER_PROMPT: int
SQL_DRIVER_VER: int
SQL_DROP_ASSERTION: int
SQL_DROP_CHARACTER_SET: int
SQL_DROP_COLLATION: int
SQL_DROP_DOMAIN: int
SQL_DROP_SCHEMA: int
SQL_DROP_TABLE: int
SQL_DROP_TRANSLATION: int
SQL_DROP_VIEW: int
SQL_DYNAMIC_CURSOR_ATTRIBUTES1: int
SQL_DYNAMIC_CURSOR_ATTRIBUTES2: int
SQL_EXPRESSIONS_IN_ORDERBY: int
SQL_FILE_USAGE: int
SQL_FLOAT: int
SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES1: int
SQL_FORWARD_ONLY_CURSOR_ATTRIBUTES2: int
SQL_GETDATA_EXTENSIONS: int
SQL_GROUP_BY: int
SQL_GUID: int
SQL_IDENTIFIER_CASE: int
SQL_IDENTIFIER_QUOTE_CHAR: int
SQL_INDEX_KEYWORDS: int
SQL_INFO_SCHEMA_VIEWS: int
SQL_INSERT_STATEMENT: int
SQL_INTEGER: int
SQL_INTEGRITY: int
SQL_INTERVAL_DAY: int
SQL_INTERVAL_DAY_TO_HOUR: int
SQL_INTERVAL_DAY_TO_MINUTE: int
SQL_INTERVAL_DAY_TO_SECOND: int
SQL_INTERVAL_HOUR: int
SQL_INTERVAL_HOUR_TO_MINUTE: int
SQL_INTERVAL_HOUR_TO_SECOND: int
SQL_INTERVAL_MINUTE: int
SQL_INTERVAL_MINUTE_TO_SECOND: int
SQL_INTERVAL_MONTH: int
SQL_INTERVAL_SECOND: int
SQL_INTERVAL_YEAR: int
SQL_INTERVAL_YEAR_TO_MONTH: int
SQL_KEYSET_CURSOR_ATTRIBUTES1: int
SQL_KEYSET_CURSOR_ATTRIBUTES2: int
SQL_KEYWORDS: int
SQL_LIKE_ESCAPE_CLAUSE: int
SQL_LOGIN_TIMEOUT: int
SQL_LONGVARBINARY: int
SQL_LONGVARCHAR: int
SQL_MAX_ASYNC_CONCURRENT_STATEMENTS: int
SQL_MAX_BINARY_LITERAL_LEN: int
SQL_MAX_CATALOG_NAME_LEN: int
SQL_MAX_CHAR_LITERAL_LEN: int
SQL_MAX_COLUMNS_IN_GROUP_BY: int
SQL_MAX_COLUMNS_IN_INDEX: int
SQL_MAX_COLUMNS_IN_ORDER_BY: int
SQL_MAX_COLUMNS_IN_SELECT: int
SQL_MAX_COLUMNS_IN_TABLE: int
SQL_MAX_COLUMN_NAME_LEN: int
SQL_MAX_CONCURRENT_ACTIVITIES: int
SQL_MAX_CURSOR_NAME_LEN: int
SQL_MAX_DRIVER_CONNECTIONS: int
SQL_MAX_IDENTIFIER_LEN: int
SQL_MAX_INDEX_SIZE: int
SQL_MAX_PROCEDURE_NAME_LEN: int
SQL_MAX_ROW_SIZE: int
SQL_MAX_ROW_SIZE_INCLUDES_LONG: int
SQL_MAX_SCHEMA_NAME_LEN: int
SQL_MAX_STATEMENT_LEN: int
SQL_MAX_TABLES_IN_SELECT: int
SQL_MAX_TABLE_NAME_LEN: int
SQL_MAX_USER_NAME_LEN: int
SQL_MULTIPLE_ACTIVE_TXN: int
SQL_MULT_RESULT_SETS: int
SQL_NEED_LONG_DATA_LEN: int
SQL_NON_NULLABLE_COLUMNS: int
SQL_NO_NULLS: int
SQL_NULLABLE: int
SQL_NULLABLE_UNKNOWN: int
SQL_NULL_COLLATION: int
SQL_NUMERIC: int
SQL_NUMERIC_FUNCTIONS: int
SQL_ODBC_CURSORS: int
SQL_ODBC_INTERFACE_CONFORMANCE: int
SQL_ODBC_VER: int
SQL_OJ_ALL_COMPARISON_OPS: int
SQL_OJ_CAPABILITIES: int
SQL_OJ_FULL: int
SQL_OJ_INNER: int
SQL_OJ_LEFT: int
SQL_OJ_NESTED: int
SQL_OJ_NOT_ORDERED: int
SQL_OJ_RIGHT: int
SQL_OPT_TRACE: int
SQL_OPT_TRACEFILE: int
SQL_ORDER_BY_COLUMNS_IN_SELECT: int
SQL_PACKET_SIZE: int
SQL_PARAM_ARRAY_ROW_COUNTS: int
SQL_PARAM_ARRAY_SELECTS: int
SQL_PARAM_INPUT: int
SQL_PARAM_INPUT_OUTPUT: int
SQL_PARAM_OUTPUT: int
SQL_PARAM_TYPE_UNKNOWN: int
SQL_PC_NOT_PSEUDO: int
SQL_PC_PSEUDO: int
SQL_PC_UNKNOWN: int
SQL_PROCEDURES: int
SQL_PROCEDURE_TERM: int
SQL_QUIET_MODE: int
SQL_QUOTED_IDENTIFIER_CASE: int
SQL_REAL: int
SQL_RESULT_COL: int
SQL_RETURN_VALUE: int
SQL_ROW_UPDATES: int
SQL_SCHEMA_TERM: int
SQL_SCHEMA_USAGE: int
SQL_SCOPE_CURROW: int
SQL_SCOPE_SESSION: int
SQL_SCOPE_TRANSACTION: int
SQL_SCROLL_OPTIONS: int
SQL_SEARCH_PATTERN_ESCAPE: int
SQL_SERVER_NAME: int
SQL_SMALLINT: int
SQL_SPECIAL_CHARACTERS: int
SQL_SQL92_DATETIME_FUNCTIONS: int
SQL_SQL92_FOREIGN_KEY_DELETE_RULE: int
SQL_SQL92_FOREIGN_KEY_UPDATE_RULE: int
SQL_SQL92_GRANT: int
SQL_SQL92_NUMERIC_VALUE_FUNCTIONS: int
SQL_SQL92_PREDICATES: int
SQL_SQL92_RELATIONAL_JOIN_OPERATORS: int
SQL_SQL92_REVOKE: int
SQL_SQL92_ROW_VALUE_CONSTRUCTOR: int
SQL_SQL92_STRING_FUNCTIONS: int
SQL_SQL92_VALUE_EXPRESSIONS: int
SQL_SQL_CONFORMANCE: int
SQL_SS_TIME2: int
SQL_SS_VARIANT: int
SQL_SS_XML: int
SQL_STANDARD_CLI_CONFORMANCE: int
SQL_STATIC_CURSOR_ATTRIBUTES1: int
SQL_STATIC_CURSOR_ATTRIBUTES2: int
SQL_STRING_FUNCTIONS: int
SQL_SUBQUERIES: int
SQL_SYSTEM_FUNCTIONS: int
SQL_TABLE_TERM: int
SQL_TIMEDATE_ADD_INTERVALS: int
SQL_TIMEDATE_DIFF_INTERVALS: int
SQL_TIMEDATE_FUNCTIONS: int
SQL_TINYINT: int
SQL_TRANSLATE_DLL: int
SQL_TRANSLATE_OPTION: int
SQL_TXN_CAPABLE: int
SQL_TXN_ISOLATION: int
SQL_TXN_ISOLATION_OPTION: int
SQL_TXN_READ_COMMITTED: int
SQL_TXN_READ_UNCOMMITTED: int
SQL_TXN_REPEATABLE_READ: int
SQL_TXN_SERIALIZABLE: int
SQL_TYPE_DATE: int
SQL_TYPE_TIME: int
SQL_TYPE_TIMESTAMP: int
SQL_UNION: int
SQL_UNKNOWN_TYPE: int
SQL_USER_NAME: int
SQL_VARBINARY: int
SQL_VARCHAR: int
SQL_WCHAR: int
SQL_WLONGVARCHAR: int
SQL_WMETADATA: int
SQL_WVARCHAR: int
SQL_XOPEN_CLI_YEAR: int
