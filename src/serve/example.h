/* example.h - a body for each change, as the API's description shows it and as tests/serve/t_example.c sends it. */
#ifndef TL_SERVE_EXAMPLE_H
#define TL_SERVE_EXAMPLE_H

#include <stddef.h>

/* JSON; NULL: none for this operation. */
const char *example_of(const char *operation);

#endif
