/* memory.h - a fuzz target's bytes as a file that has a path. */
#ifndef TL_FUZZ_MEMORY_H
#define TL_FUZZ_MEMORY_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/status.h"
#include "base/str.h"

typedef struct MemoryFile {
    int  fd;
    char path[32];
} MemoryFile;

static inline MemoryFile memory_file(Str content)
{
    MemoryFile m = { .fd = memfd_create("fuzz", 0) };
    if (m.fd < 0 || write(m.fd, content.p, content.n) != (ssize_t)content.n)
        bug("no file in memory");
    (void)snprintf(m.path, sizeof m.path, "/proc/self/fd/%d", m.fd);
    return m;
}

#endif
