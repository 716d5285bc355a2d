/* Another wall clock for one process, by LD_PRELOAD: the machine's, moved or stopped by the file that BUONO_WALL names,
 * which two int64 fill: nanoseconds to add, and the nanosecond at which it stands (0: it runs). With BUONO_WALL_BOOT the
 * clock since the boot is moved along: a machine that has no steady clock, for a control. See tests/support/preload.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct wall {
    volatile int64_t add_ns;
    volatile int64_t stands_ns;
};

static struct wall still;
static struct wall* wall = &still;
static int boot_too;
static int (*real)(clockid_t, struct timespec*);

__attribute__((constructor)) static void begin(void) {
    const char* name = getenv("BUONO_WALL");
    const int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    void* mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *wall, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) wall = mapped;
    if (file >= 0) close(file);
    boot_too = getenv("BUONO_WALL_BOOT") != NULL;
    real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
}

static int64_t ns(const struct timespec* at) { return (int64_t)at->tv_sec * 1000000000 + at->tv_nsec; }

static void set(struct timespec* at, int64_t value_ns) {
    at->tv_sec = value_ns / 1000000000;
    at->tv_nsec = value_ns % 1000000000;
}

int clock_gettime(clockid_t clock, struct timespec* at) {
    if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
    const int done = real(clock, at);
    if (done != 0) return done;
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        set(at, wall->stands_ns ? wall->stands_ns : ns(at) + wall->add_ns);
    else if (clock == CLOCK_BOOTTIME && boot_too)
        set(at, ns(at) + wall->add_ns);
    return 0;
}

int gettimeofday(struct timeval* restrict at, void* restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t* at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
