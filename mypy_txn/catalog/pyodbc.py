"""pyodbc, read off the installed 5.5.0 and ``stubs/pyodbc``.

mypy does not see the stub file that the driver ships, which is no package.
"""

from __future__ import annotations

from mypy_txn.catalog.model import CURSOR, Handle, Library, members

LIBRARY = Library(
    handles={
        # Setting autocommit commits an open transaction, and so does leaving a block without an
        # error. set_attr() reaches ODBC's own switches, SQL_ATTR_AUTOCOMMIT among them.
        "pyodbc.Connection": Handle(
            CURSOR,
            control=members("commit rollback close __enter__ __exit__"),
            escapes=members("hdbc"),
            switches=members("autocommit set_attr"),
            data=members(
                "add_output_converter clear_output_converters closed compat_diagrec_byte_length"
                " cursor decimal_mode execute fetch_decimal_as_string get_output_converter"
                " getinfo maxwrite readvar_initsize remove_output_converter searchescape"
                " setdecoding setencoding timeout"
            ),
        ),
    },
    # They are the connection's: leaving a cursor's block commits what other cursors did, too.
    control={"pyodbc.Cursor": members("commit rollback __enter__ __exit__")},
    leaks={"pyodbc.Cursor": members("connection")},
    makers=members("pyodbc.connect"),
    shown_with=members("pyodbc"),
)
