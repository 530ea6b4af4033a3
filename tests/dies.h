/* dies.h - does a call end the process by bug()?  Asked in a child, so that the test goes on. */
#ifndef TESTS_DIES_H
#define TESTS_DIES_H

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static inline bool ends_in_bug(void (*fn)(void *), void *ctx)
{
    int how = 0;
    pid_t child = fork();
    if (child < 0)
        abort();
    if (!child) {
        /* The message belongs in no test's output; a handler of the test runner must not catch the abort. */
        (void)close(2);
        (void)signal(SIGABRT, SIG_DFL);
        fn(ctx);
        _exit(0);
    }
    if (waitpid(child, &how, 0) != child)
        abort();
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT;
}

#endif
