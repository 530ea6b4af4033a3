/* serve_parts.h - what the server asks of layers that it cannot see; cmd_serve.c has them, cmd_mcp.c uses them too. */
#ifndef TL_APP_SERVE_PARTS_H
#define TL_APP_SERVE_PARTS_H

#include "serve/serve.h"

MUST_USE ServeDocument serve_report;
MUST_USE ServeReader   serve_reader;      /* cmd_report.c */
MUST_USE ServeAside    serve_aside;

#endif
