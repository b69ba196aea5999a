"""DuckDB, read off the installed 2.0.0, whose compiled half mypy calls ``_duckdb``.

The functions of the module do to the default connection what a connection's members do.
"""

from __future__ import annotations

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

LIBRARY = Library(
    handles={
        # abort() fails an open transaction; checkpoint() refuses one that has written, and makes
        # what others committed durable; cursor() is a second connection.
        "_duckdb.DuckDBPyConnection": Handle(
            OWN_PROTOCOL,
            control=members("begin commit rollback abort checkpoint close __enter__ __exit__"),
            escapes=members("cursor duplicate"),
            data=members(
                "append appender array_type complete create_function decimal_type description df"
                " disable_profiling dtype enable_profiling enum_type execute executemany"
                " extract_statements fetch_df fetch_df_chunk fetchall fetchdf fetchmany"
                " fetchnumpy fetchone filesystem_is_registered from_arrow from_csv_auto from_df"
                " from_parquet from_query get_profiling_information get_table_names"
                " install_extension interrupt list_filesystems list_type load_extension map_type"
                " query query_appender query_progress read_csv read_json read_parquet register"
                " register_filesystem remove_function row_type rowcount sql sqltype string_type"
                " struct_type table table_function tf to_arrow_reader to_arrow_table torch type"
                " union_type unregister unregister_filesystem values view"
            ),
        ),
    },
    control_functions=members(
        "_duckdb.abort _duckdb.begin _duckdb.checkpoint _duckdb.close _duckdb.commit"
        " _duckdb.rollback"
    ),
    leaks={
        "duckdb.experimental.spark.context.SparkContext": members("connection"),
        "duckdb.experimental.spark.sql.session.SparkSession": members("conn"),
        "duckdb.query_graph.__main__.ProfilingInfo": members("conn"),
    },
    raw_sql=members("duckdb.from_query duckdb.query duckdb.sql"),
    makers=members(
        "_duckdb.append _duckdb.connect _duckdb.create_function _duckdb.cursor"
        " _duckdb.default_connection _duckdb.duplicate _duckdb.execute _duckdb.executemany"
        " _duckdb.register _duckdb.remove_function _duckdb.unregister"
    ),
    takes_sql=EXECUTES | members("from_query query sql"),
)
