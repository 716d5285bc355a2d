// A provider that keeps an honest book and is otherwise hostile: what it does to each operation comes out of its id. It
// strikes once at a third of the redemptions, before or after the page is written, and at a quarter of the questions.
// Fault tests only.
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <buono/plugin/provider.hpp>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

using namespace buono::plugin;

namespace {

std::uint32_t numberOf(std::string_view text) {
    std::uint32_t number = 2166136261U;
    for (const char c : text) number = (number ^ static_cast<unsigned char>(c)) * 16777619U;
    return number;
}

/// Not the compiler's to know that it does not end.
volatile bool g_for_ever = true;

int deeper(int depth) { return g_for_ever ? deeper(depth + 1) + depth : depth; }

[[noreturn]] void babble(std::string_view bytes) {
    ::send(3, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    for (;;) ::pause();
}

void eat() {
    std::vector<std::string> eaten;
    for (;;) eaten.emplace_back(16U << 20, 'x');
}

}  // namespace

class FalseBook final : public Provider {
public:
    using Provider::Provider;

    Answer redeem(const Call& call) override {
        const std::string id{call.opId()};
        const auto number = numberOf(id);
        const bool strikes = number % 3 == 0 && isFirst("struck/" + id);
        if (strikes && (number & 64) == 0) strike(number / 3 % 15);
        const auto page = host.kept("op/" + id);
        if (page.version == 0 && !host.keep("op/" + id, std::to_string(call.amountMinor()), 0))
            return Answer::unknown("not_kept");
        if (strikes && (number & 64) != 0) strike(number / 3 % 15);
        auto answer = Answer::approved(call, id);
        if (strikes) lie(number / 3 % 15, answer);
        return answer;
    }

    Answer status(const Call& call) override {
        const std::string id{call.parentId()};
        const auto number = numberOf(id) >> 8;
        if (number % 4 == 0 && isFirst("asked/" + id)) strike(number / 4 % 12);
        const auto page = host.kept("op/" + id);
        return page.version == 0 ? Answer::notFound() : Answer::approved(call, id);
    }

private:
    /// A write asked for again under the same operation answers what it did, so the drawer is read first.
    bool isFirst(const std::string& key) { return host.kept(key).version == 0 && host.keep(key, "once", 0); }

    void strike(std::uint32_t how) {
        switch (how) {
            case 0: ::raise(SIGSEGV); break;
            case 1: std::abort();
            case 2: std::exit(0);
            case 3: ::kill(::getpid(), SIGKILL); break;
            case 4:
                while (g_for_ever) ::pause();
                break;
            case 5:
                while (g_for_ever) {
                }
                break;
            case 6: g_for_ever = deeper(0) >= 0; break;
            case 7: throw std::runtime_error{"on purpose"};
            case 8: eat(); break;
            case 9: babble("\xff\xff\xff\xff garbage");
            case 10:
                while (g_for_ever) host.log(Level::Error, std::string(2000, 'x'));
                break;
            case 11: ::execl("/bin/sh", "sh", "-c", "exit 0", nullptr); break;
            default: break;
        }
    }
    static void lie(std::uint32_t how, Answer& answer) {
        if (how == 12) answer.amount_minor += 1;
        if (how == 13) answer.currency = "USD";
        if (how == 14) answer.outcome = static_cast<buono_outcome>(answer.amount_minor + 98);
    }
};

BUONO_PLUGIN(FalseBook);
