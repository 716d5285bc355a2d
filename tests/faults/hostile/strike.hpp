// Strike: the ways in which the hostile plugins of the fault tests fail. What is done to an operation comes out of its
// id, and is done once: before or after the honest work, to a third of the operations.
#pragma once

#include <sys/socket.h>
#include <unistd.h>
#include <buono/plugin/host.hpp>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace hostile {

using namespace buono::plugin;

inline std::uint32_t numberOf(std::string_view text) {
    std::uint32_t number = 2166136261U;
    for (const char c : text) number = (number ^ static_cast<unsigned char>(c)) * 16777619U;
    return number >> 4;
}

/// Not the compiler's to know that it does not end.
inline volatile bool g_for_ever = true;

inline int deeper(int depth) { return g_for_ever ? deeper(depth + 1) + depth : depth; }

[[noreturn]] inline void babble(std::string_view bytes) {
    ::send(3, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    for (;;) ::pause();
}

inline void eat() {
    std::vector<std::string> eaten;
    for (;;) eaten.emplace_back(16U << 20, 'x');
}

inline void strike(const Host& host, std::uint32_t how) {
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

inline void lie(std::uint32_t how, Answer& answer) {
    if (how == 12) answer.amount_minor += 1;
    if (how == 13) answer.currency = "USD";
    if (how == 14) answer.outcome = static_cast<buono_outcome>(answer.amount_minor + 98);
}

/// `work`, and what is done to it. `name`: of the call and the operation it is about.
template <class Work>
Answer struck(const Host& host, const std::string& name, const Work& work) {
    const auto number = numberOf(name);
    const auto how = number / 3 % 15;
    const bool after = number / 45 % 2 == 1;
    // A write asked for again under the same operation answers what it did, so the drawer is read first.
    const auto key = "struck/" + name;
    const bool strikes = number % 3 == 0 && host.kept(key).version == 0 && host.keep(key, "once", 0);
    if (strikes && !after) strike(host, how);
    auto answer = work();
    if (strikes && after) strike(host, how);
    if (strikes) lie(how, answer);
    return answer;
}

}  // namespace hostile
