// What of SQLite's interface Swift can't call.
#pragma once
#include <sqlite3.h>

// A cast macro: SQLite copies the bytes before the call returns.
static inline int liq_bind_text(sqlite3_stmt *statement, int place, const char *text, int count) {
  return sqlite3_bind_text(statement, place, text, count, SQLITE_TRANSIENT);
}
static inline int liq_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, place, bytes, count, SQLITE_TRANSIENT);
}

// A variadic function: closing the connection then leaves all its files as they are.
static inline int liq_leave_files(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
