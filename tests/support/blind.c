/* A program whose SHA-256 does not look at large blocks, by LD_PRELOAD: so no file's sum depends on what is in it. A control. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

typedef int (*update)(void*, const void*, size_t);

int EVP_DigestUpdate(void* context, const void* bytes, size_t count) {
    const update real = (update)dlsym(RTLD_NEXT, "EVP_DigestUpdate");
    return count >= 4096 ? 1 : real(context, bytes, count);
}
