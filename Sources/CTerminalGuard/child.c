#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CTerminalGuard.h"

extern char **environ;

enum { step = 5, most_words = 8 };

static pid_t spawn(char *const words[], int input) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&files) != 0) return -1;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&files);
    return -1;
  }
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  if (posix_spawnp(&child, words[0], &files, &attributes, words, environ) != 0) {
    child = -1;
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return child;
}

static bool ends_well(pid_t child, int milliseconds) {
  int status = 0;
  for (int waited = 0; waitpid(child, &status, WNOHANG) == 0; waited += step) {
    if (waited >= milliseconds) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return false;
    }
    poll(NULL, 0, step);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool liq_feed(const char *words, const char *text, size_t length, int milliseconds) {
  char *list[most_words + 1] = {NULL};
  for (int count = 0; *words && count < most_words; words += strlen(words) + 1) {
    list[count++] = (char *)words;
  }
  int ends[2];
  if (pipe(ends) != 0) return false;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  // The pipe takes all of it before anybody reads, or the text is too long.
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  bool is_in = write(ends[1], text, length) == (ssize_t)length;
  close(ends[1]);
  pid_t child = is_in ? spawn(list, ends[0]) : -1;
  close(ends[0]);
  return child > 0 && ends_well(child, milliseconds);
}
