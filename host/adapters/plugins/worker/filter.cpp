#include "adapters/plugins/worker/filter.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace buono::plugins {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "give this machine its AUDIT_ARCH"
#endif

constexpr std::uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;
constexpr std::uint32_t kAbsent = SECCOMP_RET_ERRNO | ENOSYS;

/// Grows a filter. Each line compares the number of the call, then returns or falls through to the next.
class Filter {
public:
    Filter() {
        load(offsetof(seccomp_data, arch));
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0));
        end(SECCOMP_RET_KILL_PROCESS);
        load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)  // The 32-bit pointers' numbers are another door to the same calls.
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1));
        end(SECCOMP_RET_KILL_PROCESS);
#endif
    }

    Filter& each(std::initializer_list<long> numbers, std::uint32_t answer) {
        for (const auto number : numbers) {
            code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1));
            end(answer);
        }
        return *this;
    }
    /// When argument `index` is `value`, in all its 64 bits.
    Filter& when(long number, unsigned index, std::uint32_t value, std::uint32_t answer) {
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 6));
        load(argument(index) + 4);
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3));
        load(argument(index));
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
        end(answer);
        load(offsetof(seccomp_data, nr));
        return *this;
    }
    /// When any of `bits` is set in the low half of argument `index`.
    Filter& whenAny(long number, unsigned index, std::uint32_t bits, std::uint32_t answer) {
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 4));
        load(argument(index));
        code_.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
        end(answer);
        load(offsetof(seccomp_data, nr));
        return *this;
    }
    bool install(std::uint32_t otherwise) {
        end(otherwise);
        const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
        return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
    }

private:
    static std::uint32_t argument(unsigned index) {  // Little-endian, as both machines are: the low half comes first.
        return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
    }
    void load(std::size_t at) { code_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(at))); }
    void end(std::uint32_t answer) { code_.push_back(BPF_STMT(BPF_RET | BPF_K, answer)); }

    std::vector<sock_filter> code_;
};

}  // namespace

bool filterForLoading() {
    Filter filter;
    // The channel, memory and time. sendto and recvfrom carry no descriptors, as sendmsg and recvmsg would.
    filter.each({SYS_recvfrom,
                 SYS_sendto,
                 SYS_ppoll,
                 SYS_futex,
                 SYS_read,
                 SYS_write,
                 SYS_readv,
                 SYS_writev,
                 SYS_close,
                 SYS_lseek,
                 SYS_pread64,
                 SYS_openat,
                 SYS_fstat,
                 SYS_newfstatat,
                 SYS_mmap,
                 SYS_munmap,
                 SYS_mremap,
                 SYS_mprotect,
                 SYS_madvise,
                 SYS_brk,
                 SYS_rt_sigreturn,
                 SYS_rt_sigaction,
                 SYS_rt_sigprocmask,
                 SYS_sigaltstack,
                 SYS_clock_gettime,
                 SYS_clock_nanosleep,
                 SYS_nanosleep,
                 SYS_gettimeofday,
                 SYS_getpid,
                 SYS_gettid,
                 SYS_getrandom,
                 SYS_sched_yield,
                 SYS_restart_syscall,
                 SYS_rseq,
                 SYS_set_robust_list,
                 SYS_membarrier,
                 SYS_getuid,
                 SYS_geteuid,
                 SYS_getgid,
                 SYS_getegid,
                 SYS_exit,
                 SYS_exit_group,
                 SYS_seccomp},
                SECCOMP_RET_ALLOW);
#if defined(__x86_64__)
    filter.each({SYS_poll, SYS_pause}, SECCOMP_RET_ALLOW);
#endif
    // abort() and raise() work; a signal to anybody else does not.
    const auto self = static_cast<std::uint32_t>(::getpid());
    filter.when(SYS_tgkill, 0, self, SECCOMP_RET_ALLOW).when(SYS_kill, 0, self, SECCOMP_RET_ALLOW);
    // glibc tries clone3 first and takes EPERM for an answer it cannot explain; then clone is refused like the rest.
    filter.each({SYS_clone3}, kAbsent);
    // Nobody asks for these by mistake.
    filter.each({SYS_execve,           SYS_execveat,          SYS_ptrace,
                 SYS_process_vm_readv, SYS_process_vm_writev, SYS_bpf,
                 SYS_io_uring_setup,   SYS_userfaultfd,       SYS_keyctl,
                 SYS_add_key,          SYS_request_key,       SYS_mount,
                 SYS_umount2,          SYS_unshare,           SYS_setns,
                 SYS_pivot_root,       SYS_perf_event_open,   SYS_kexec_load,
                 SYS_init_module,      SYS_finit_module,      SYS_open_by_handle_at,
                 SYS_pidfd_getfd,      SYS_memfd_create},
                SECCOMP_RET_KILL_PROCESS);
    return filter.install(kRefuse);
}

bool filterForCalls() {
    Filter filter;
    filter.each({SYS_openat, SYS_newfstatat, SYS_fstat, SYS_seccomp}, kRefuse);
    filter.whenAny(SYS_mmap, 2, PROT_EXEC, kRefuse).whenAny(SYS_mprotect, 2, PROT_EXEC, kRefuse);
    return filter.install(SECCOMP_RET_ALLOW);
}

}  // namespace buono::plugins
