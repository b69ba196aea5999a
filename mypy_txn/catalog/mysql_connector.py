"""mysql-connector-python, read off the installed 26.10.0."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import (
    ASYNC_WITH,
    CURSOR,
    EXECUTES,
    OWN_PROTOCOL,
    WITH,
    Handle,
    Library,
    members,
)

# Resetting a session or changing its user rolls back, connecting anew loses what was open.
_CONTROL: Final = members(
    "commit rollback start_transaction close connect disconnect reconnect shutdown reset_session"
    " cmd_change_user cmd_process_kill cmd_quit cmd_reset_connection cmd_shutdown"
)
_DATA: Final = members(
    "can_consume_results charset charset_id client_flags cmd_debug cmd_init_db cmd_ping"
    " cmd_query cmd_query_iter cmd_refresh cmd_statistics cmd_stmt_close cmd_stmt_execute"
    " cmd_stmt_fetch cmd_stmt_prepare cmd_stmt_reset cmd_stmt_send_long_data collation"
    " connection_id converter converter_class cursor database get_row get_rows get_server_info"
    " get_server_version get_warnings handle_unread_result have_next_result in_transaction"
    " info_query is_connected is_secure isset_client_flag ping pool_config_version"
    " python_charset query_attrs query_attrs_append query_attrs_clear query_attrs_remove"
    " raise_on_warnings read_timeout server_host server_info server_port server_version"
    " set_allow_local_infile_in_path set_charset_collation set_client_flags"
    " set_converter_class sql_mode time_zone unix_socket unread_result use_unicode user"
    " write_timeout"
)

LIBRARY = Library(
    handles={
        "mysql.connector.abstracts.MySQLConnectionAbstract": Handle(
            CURSOR,
            control=_CONTROL | WITH,
            escapes=members("get_self"),
            switches=members("autocommit"),
            data=_DATA
            | members(
                "cmd_process_info config consume_results otel_context_propagation"
                " set_login set_unicode fetch_eof_columns fetch_eof_status free_result"
                " is_closed more_results next_result num_rows prepare_for_mysql"
                " result_set_available set_character_set_name warning_count"
            ),
        ),
        "mysql.connector.pooling.PooledMySQLConnection": Handle(
            CURSOR,
            control=_CONTROL | WITH,
            switches=members("autocommit"),
            data=members("config pool_name"),
        ),
        "mysql.connector.pooling.MySQLConnectionPool": Handle(
            CURSOR,
            escapes=members("get_connection"),
            data=members("add_connection pool_name pool_size reset_session set_config"),
        ),
        "mysql.connector.aio.abstracts.MySQLConnectionAbstract": Handle(
            OWN_PROTOCOL,
            control=_CONTROL | ASYNC_WITH | members("set_autocommit"),
            escapes=members("get_self"),
            data=_DATA
            | members(
                "add_cursor autocommit consume_results get_autocommit"
                " get_database get_sql_mode get_time_zone is_socket_connected loop"
                " remove_cursor set_database set_sql_mode set_time_zone"
            ),
        ),
        "mysql.connector.aio.pooling.PooledMySQLConnection": Handle(
            OWN_PROTOCOL,
            control=_CONTROL | ASYNC_WITH | members("set_autocommit"),
            data=members("config pool_name"),
        ),
        "mysql.connector.aio.pooling.MySQLConnectionPool": Handle(
            OWN_PROTOCOL,
            control=members("close_pool"),
            escapes=members("get_connection"),
            data=members(
                "add_connection can_reset_session initialize_pool pool_name pool_size set_config"
            ),
        ),
    },
    control={
        "mysql.connector.opentelemetry.instrumentation.TracedMySQLConnection": members(
            "autocommit commit rollback start_transaction"
        ),
    },
    leaks={
        "mysql.connector.django.base.DatabaseWrapper": members("get_new_connection"),
        "mysql.connector.opentelemetry.instrumentation.MySQLInstrumentor": members(
            "instrument_connection uninstrument_connection"
        ),
    },
    executing=dict.fromkeys(
        (
            "mysql.connector.abstracts.MySQLCursorAbstract",
            "mysql.connector.aio.abstracts.MySQLCursorAbstract",
        ),
        members("execute executemany"),
    ),
    makers=members(
        "mysql.connector.Connect mysql.connector.aio.pooling.connect"
        " mysql.connector.pooling.connect"
    ),
    takes_sql=EXECUTES
    | members("cmd_query cmd_query_iter cmd_stmt_prepare executemulti info_query"),
)
