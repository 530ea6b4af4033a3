/* oidc_in.h - what the files of serve/oidc.h share. */
#ifndef TL_SERVE_OIDC_IN_H
#define TL_SERVE_OIDC_IN_H

#include "serve/oidc.h"

/* oidc_setup.c: from its file; what cannot be read is a fault, what is not there is off. */
void oidc_setup_read(const char *path, Arena *a, OidcSetup *out);

#endif
