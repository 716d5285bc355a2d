/* A host that is broken on purpose, by LD_PRELOAD: the first of BUONO_NEEDLE ("one|another") in a statement of its SQL becomes
 * BUONO_INSTEAD, before SQLite reads it. For controls: what a rule is for is seen when it is gone. See tests/support/preload.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef int (*prepare)(sqlite3*, const char*, int, unsigned, sqlite3_stmt**, const char**);

/* Where a needle stands in the statement, and how long it is; NULL where none does. */
static const char* found(const char* sql, const char* needles, size_t* length) {
    for (; needles && *needles; needles += *length + (needles[*length] == '|')) {
        *length = strcspn(needles, "|");
        const char* at = memmem(sql, strlen(sql), needles, *length);
        if (at) return at;
    }
    return NULL;
}

int sqlite3_prepare_v3(sqlite3* database, const char* sql, int bytes, unsigned flags, sqlite3_stmt** made, const char** rest) {
    const prepare real = (prepare)dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
    const char* instead = getenv("BUONO_INSTEAD");
    size_t length = 0;
    const char* at = instead ? found(sql, getenv("BUONO_NEEDLE"), &length) : NULL;
    char text[8192];
    if (!at || strlen(sql) + strlen(instead) >= sizeof text) return real(database, sql, bytes, flags, made, rest);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - sql), sql, instead, at + length);
    return real(database, text, -1, flags, made, rest);
}
