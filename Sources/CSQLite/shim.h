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

// Variadic functions: closing the connection then leaves all its files as they are.
static inline int liq_leave_files(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// What is written in the file's own schema doesn't run: no trigger, no view, no function with effects.
static inline void liq_distrust(sqlite3 *database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

static inline int liq_system_error_of(sqlite3_file *file) {
  int code = 0;
  if (!file || !file->pMethods) return 0;
  if (file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code) != SQLITE_OK) return 0;
  return code;
}

// Why the system last refused to read or write the database's file or its log; 0 if it never did.
// SQLite calls what can't be read corrupt.
static inline int liq_disk_error(sqlite3 *database) {
  sqlite3_file *file = 0;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  int code = liq_system_error_of(file);
  if (code != 0) return code;
  file = 0;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  return liq_system_error_of(file);
}

static inline sqlite3_file *liq_log(sqlite3 *database) {
  sqlite3_file *file = 0;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  return file && file->pMethods ? file : 0;
}

// Whether the log is open and nothing has been written to it.
static inline int liq_log_is_empty(sqlite3 *database) {
  sqlite3_file *log = liq_log(database);
  sqlite3_int64 size = 0;
  return log && log->pMethods->xFileSize(log, &size) == SQLITE_OK && size == 0;
}

// Returns once what was written to the log is on the disk, and its name.
static inline int liq_settle_log(sqlite3 *database) {
  sqlite3_file *log = liq_log(database);
  return log ? log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) : SQLITE_OK;
}
