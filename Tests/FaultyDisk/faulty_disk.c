// A disk that fails or hangs, for the program into which this library is loaded first. Only files of
// SQLite's are on it, and for whoever waits for the disk their folders too.
//
//     FAULTY_DISK_READS=50   one read in fifty isn't possible
//     FAULTY_DISK_SEED=7     which ones
//     FAULTY_DISK_READ_GATE=file  nothing is read while there is such a file
//     FAULTY_DISK_GATE=file  nothing gets to the disk while there is such a file
//     FAULTY_DISK_PASSES=3   but for the first three times that the disk is waited for
//     FAULTY_DISK_SYNCS=file a byte is added to it each time that the disk is waited for
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_on_it(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, ".sqlite") != NULL;
}

static int fails(int file) {
  static unsigned long state;
  const char *one_in = getenv("FAULTY_DISK_READS");
  if (!one_in || !is_on_it(file)) return 0;
  const char *seed = getenv("FAULTY_DISK_SEED");
  if (state == 0) state = seed ? strtoul(seed, NULL, 10) * 2654435761ul + 1 : 1;
  state = state * 6364136223846793005ul + 1442695040888963407ul;
  if ((state >> 33) % strtoul(one_in, NULL, 10) != 0) return 0;
  errno = EIO;
  return 1;
}

static void wait_while_there_is(const char *gate) {
  while (gate && access(gate, F_OK) == 0) usleep(10000);
}

static void pass_read_gate(int file) {
  const char *gate = getenv("FAULTY_DISK_READ_GATE");
  if (gate && is_on_it(file)) wait_while_there_is(gate);
}

static void count_sync(void) {
  const char *path = getenv("FAULTY_DISK_SYNCS");
  int count = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (count < 0) return;
  ssize_t written = write(count, "s", 1);
  (void)written;
  close(count);
}

static int is_folder(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
}

static void pass_gate(int file) {
  if (!is_on_it(file) && !is_folder(file)) return;
  count_sync();
  static int passed;
  const char *passes = getenv("FAULTY_DISK_PASSES");
  if (passes && passed++ < atoi(passes)) return;
  wait_while_there_is(getenv("FAULTY_DISK_GATE"));
}

ssize_t read(int file, void *bytes, size_t length) {
  pass_read_gate(file);
  if (fails(file)) return -1;
  ssize_t (*next)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
  return next(file, bytes, length);
}

ssize_t pread64(int file, void *bytes, size_t length, off_t place) {
  pass_read_gate(file);
  if (fails(file)) return -1;
  ssize_t (*next)(int, void *, size_t, off_t) = dlsym(RTLD_NEXT, "pread64");
  return next(file, bytes, length, place);
}

int fsync(int file) {
  pass_gate(file);
  int (*next)(int) = dlsym(RTLD_NEXT, "fsync");
  return next(file);
}

int fdatasync(int file) {
  pass_gate(file);
  int (*next)(int) = dlsym(RTLD_NEXT, "fdatasync");
  return next(file);
}
