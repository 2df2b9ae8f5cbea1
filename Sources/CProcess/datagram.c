#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "process.h"

bool liq_send_datagram(const void *address, size_t address_length, const void *bytes, size_t length) {
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  if (address_length == 0 || address_length >= sizeof name.sun_path) return false;
  memcpy(name.sun_path, address, address_length);
  int file = socket(AF_UNIX, SOCK_DGRAM, 0);
  if (file < 0) return false;
  fcntl(file, F_SETFD, FD_CLOEXEC);
  struct timeval patience = {.tv_sec = 1};
  setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  // The length says where a name in no folder ends.
  socklen_t name_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + address_length);
  ssize_t sent = sendto(file, bytes, length, 0, (struct sockaddr *)&name, name_length);
  close(file);
  return sent == (ssize_t)length;
}
