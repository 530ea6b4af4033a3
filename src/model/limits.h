/* limits.h - everything that is bounded, in one place.  Past a limit: ST_TOO_BIG, or quarantine for a row. */
#ifndef TL_MODEL_LIMITS_H
#define TL_MODEL_LIMITS_H

enum {
    LIMIT_LINE       = 16 * 1024 * 1024,   /* bytes of one record in a file */
    LIMIT_COLUMNS    = 4096,               /* columns of one file */
    LIMIT_FIELD      = 1024 * 1024,        /* bytes of one cell */
    LIMIT_TEXT       = 32 * 1024,          /* bytes of a comment that are analysed */
    LIMIT_RAW        = 2000,               /* bytes of a quarantined row that are kept */
    LIMIT_ASIDE_ROW  = 1024 * 1024,        /* bytes of one that are kept to read it again */
    LIMIT_JSON_DEPTH = 64,
    LIMIT_JSON_FILE  = 512 * 1024 * 1024,  /* a JSON document that is one value (not NDJSON) */
    LIMIT_TRANSCRIPT = 64 * 1024 * 1024,   /* bytes of one call's transcript */
    LIMIT_CLIP_MIB   = 512,                /* of the recording of one call */
    LIMIT_NESTING    = 4,                  /* containers within containers */
    LIMIT_MEMBERS    = 4096,               /* files of one zip archive */
    LIMIT_UNPACKED_MIB = 64 * 1024,        /* of one file out of a container */
    LIMIT_UNPACK_RATIO = 500,              /* unpacked to packed size; looked at past the next line */
    LIMIT_UNPACK_FREE  = 64 * 1024 * 1024,
    LIMIT_SHEETS     = 1000,               /* of one workbook */
    LIMIT_SHEET_ROWS = 1048576,            /* what Excel itself can hold */
    LIMIT_SHARED     = 256 * 1024 * 1024,  /* bytes of a workbook's shared strings */
    LIMIT_XML_DEPTH  = 64,
    LIMIT_WAITING_ROWS = 65536,            /* of one table, before they are written */
    LIMIT_WAITING_TEXT = 16 * 1024 * 1024, /* bytes of text of them */
    LIMIT_WAITING_BATCHES = 4,             /* that wait for the book */
    LIMIT_IMPORT_MIB = 256,                /* of the database, during `import`: it writes more than it asks */
    LIMIT_KEYS_MIB   = 512,                /* of what is known of the book's records during an import; more is on disk */
    LIMIT_MAPPING    = 1024 * 1024,
    LIMIT_REPORT     = 64 * 1024 * 1024,
    LIMIT_REQUEST    = 64 * 1024,          /* bytes of a request's path and query */
    LIMIT_REQUEST_BODY = 16 * 1024,        /* bytes of a request's JSON */
    LIMIT_INTAKE_BODY = 4 * 1024 * 1024,   /* bytes of a webhook's delivery */
    LIMIT_MENDED_BODY = 8 * 1024 * 1024,   /* bytes of a request with mended rows, in base64 */
    LIMIT_MCP_BODY   = 64 * 1024,          /* bytes of an assistant's message over HTTP */
    LIMIT_CODEBOOK_BODY = 256 * 1024,      /* bytes of a code book over HTTP, as JSON */
    LIMIT_BODIES     = 64 * 1024 * 1024,   /* bytes of bodies of all requests that are coming in */
    LIMIT_HEADS      = 192 * 1024,         /* bytes of a request's headers, and of what waits to be sent */
    LIMIT_CONNECTIONS = 12000,             /* at once; fewer where a process may have fewer files */
    LIMIT_FROM_ONE   = 512,                /* of them from one address that is not this machine */
    LIMIT_SILENCE_S  = 30,                 /* seconds in which a connection may send and take nothing */
    LIMIT_REQUEST_S  = 60,                 /* seconds in which a request must have come, however slowly */
    LIMIT_ANSWER_S   = 300,                /* seconds in which an answer must have been taken */
    LIMIT_BACKLOG    = 1024,               /* connections that nobody has looked at yet */
    LIMIT_FORGET_SURE = 95,                /* percent: records joined by a less probable link are asked about before they are forgotten */
    LIMIT_PAGE_ROWS  = 200,
    LIMIT_LIST_ROWS  = 10000,              /* of a list of the API as one file */
    LIMIT_STORY_QUOTES = 24,               /* of one story */
    LIMIT_LEDGER_ROWS = 100000,            /* differences in one JSON document */
    LIMIT_RULE       = 4000,               /* bytes of a rule for a theme */
    LIMIT_CODES      = 200,                /* of one code book */
    LIMIT_CODEBOOK   = 1024 * 1024,        /* bytes */
    LIMIT_SQL_ROWS   = 10000,
    LIMIT_SQL_MS     = 30000,
    LIMIT_WEB_SQL_MS = 10000,              /* of a question over HTTP */
    LIMIT_WEB_SQL_TEXT = 8000,             /* bytes of one */
    LIMIT_WEB_SQL_BYTES = 16 * 1024 * 1024, /* of its answer */
    LIMIT_WEB_SQL    = 2,                  /* of them at a time */
    LIMIT_SESSIONS   = 1000,               /* people signed in at once; the longest idle gives way */
    LIMIT_RATE_TOKEN = 1800,               /* requests a minute with one token; as many at once */
    LIMIT_RATE_USER  = 3600,               /* of one user, by sessions and tokens together */
    LIMIT_RATE_ADDRESS = 600,              /* of nobody known, from one address that is not this machine */
    LIMIT_RATE_KEYS  = 16384,              /* tokens, users and addresses that are counted at once */
    LIMIT_OIDC_ANSWER = 256 * 1024,        /* bytes that a provider of OpenID Connect may answer */
    LIMIT_OIDC_S     = 10,                 /* seconds in which it must have */
    LIMIT_OIDC_TOKEN = 32 * 1024,          /* bytes of an ID token */
    LIMIT_OIDC_KEYS  = 64,                 /* of a provider */
    LIMIT_OIDC_URL   = 2000,               /* bytes of an address of a provider */
    LIMIT_OIDC_VALUE = 4096,               /* bytes of a parameter that a provider sends a browser back with */
    LIMIT_OIDC_FLOWS = 1024,               /* sign-ins by a provider that are under way; the oldest gives way */
    LIMIT_OIDC_FROM_ONE = 64,              /* of them from one address */
    LIMIT_OIDC_ASKING = 3,                 /* requests at a time that wait for a provider */
    LIMIT_TASK_WORDS = 600,                /* bytes of what a task quotes; more is cut */
    LIMIT_TRAIL_WHAT = 300,                /* bytes of what a row of that log tells; a longer text is cut (forget looks for addresses that end there) */
    LIMIT_TRAIL_ROWS = 16384,              /* of the log of who read what, before they are written; an eighth of them is written at once */
    LIMIT_KEPT       = 48 * 1024 * 1024,   /* bytes of answers that are kept until the book changes */
    LIMIT_CARDS      = 112 * 1024 * 1024,  /* bytes of accounts' cards that are made ahead, packed */
    LIMIT_CARDS_AT_ONCE = 1024,            /* accounts whose rows are read in one go */
    LIMIT_IDEMPOTENCY = 1000,              /* keys of requests that are remembered */
    LIMIT_STREAMS    = 20000,              /* weekly ones that are tested: those of most events and readings */
    LIMIT_STREAM_EVENTS = 12,              /* names of what is done in the product, those used most, with streams of their own */
    LIMIT_EVENT_STREAMS = 1024,            /* pages that wait for news at once */
    LIMIT_FUZZ_MIB   = 1024,               /* of a parser's process that reads inputs of 4 KiB, with its sanitizers and its corpus */
    LIMIT_FUZZ_S     = 10                  /* seconds for one such input, likewise */
};

#endif
