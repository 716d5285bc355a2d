// A plugin whose constructor, which runs while it is loaded, leaves a file and reads one; or never ends, or ends all of
// it. Tests only.
#include <fcntl.h>
#include <unistd.h>
#include <buono/plugin/payment.hpp>
#include <cstdlib>

using namespace buono::plugin;

namespace {

struct Early {
    Early() {
        ::close(::open(BUONO_MARK, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        if (BUONO_EARLY == 1) ::abort();
        while (BUONO_EARLY == 2) ::pause();
        reads = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
    }
    bool reads = false;
} const g_early;

}  // namespace

class AfterAll final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call&) override { return Answer::declined(g_early.reads ? "done" : "denied"); }
    Answer query(const Call&) override { return Answer::unknown("early"); }
};

BUONO_PLUGIN(AfterAll);
