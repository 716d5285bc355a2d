// A plugin that does what call.data tells it to: every way of failing that a host must survive. Tests only.
#include <sys/socket.h>
#include <unistd.h>
#include <buono/plugin/payment.hpp>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

using namespace buono::plugin;

class Hostile final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override {
        const std::string what{call.data()};
        if (what == "crash") ::raise(SIGSEGV);
        if (what == "abort") std::abort();
        if (what == "exit") ::_exit(0);
        if (what == "kill") ::kill(::getpid(), SIGKILL);
        if (what == "hang")
            for (;;) ::pause();
        if (what == "spin")
            for (;;) __asm__ volatile("");
        if (what == "throw") throw std::runtime_error{"on purpose"};
        if (what == "throw_int") throw 7;
        if (what == "flood_log")
            for (;;) host.log(Level::Error, std::string(2000, 'x'));
        if (what == "flood_emit")
            for (;;) host.emit(BUONO_EMIT_LINE, std::string(1000, 'x'));
        if (what == "flood_keep")
            for (std::uint64_t i = 0;; ++i) host.kept("k");
        if (what == "garbage") send("\xff\xff\xff\xff garbage", 4 + 8);
        if (what == "short") send("\x09\x00\x00\x00\x03\x01\x00\x00\x00\x00\x00\x00\x00", 13);
        return answer(call, what);
    }
    Answer query(const Call& call) override { return Answer::unknown(std::string{call.data()}); }

private:
    static void send(const char* bytes, std::size_t count) {
        ::send(3, bytes, count, 0);
        for (;;) ::pause();
    }
    Answer answer(const Call& call, const std::string& what) {
        auto approved = Answer::approved(call, "r");
        if (what == "wrong_amount") approved.amount_minor += 1;
        if (what == "wrong_currency") approved.currency = "USD";
        if (what == "nonsense") approved.outcome = static_cast<buono_outcome>(call.attempt() + 98);
        if (what == "not_found") return Answer::notFound();
        if (what == "http") {
            const auto reply = host.http({"POST", "https://bank.example/", "", "", 100});
            return Answer::declined(reply.transport == BUONO_HTTP_NOT_SENT ? "not_sent" : "sent");
        }
        return approved;
    }
};

BUONO_PLUGIN(Hostile);
