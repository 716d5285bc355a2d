#include "adapters/http/passwords.hpp"

#include <sodium.h>

#include <future>

#include "adapters/http/server/crew.hpp"
#include "core/register/codes.hpp"

namespace buono::http {

Passwords::Passwords(PasswordCost cost) : cost_{cost} {
    BUONO_CHECK(sodium_init() >= 0);
    hash_of_nobody_ = hashNow("nobody's password");
    thread_ = std::thread{[this] { work(); }};
}

Passwords::~Passwords() {
    {
        const std::scoped_lock lock{lock_};
        stopping_ = true;
    }
    filled_.notify_all();
    thread_.join();
}

std::string Passwords::hashNow(std::string_view password) const {
    char out[crypto_pwhash_STRBYTES];
    BUONO_CHECK(crypto_pwhash_str_alg(out, password.data(), password.size(), cost_.passes, cost_.memory_bytes,
                                      crypto_pwhash_ALG_ARGON2ID13) == 0);
    return out;
}

Result<std::string> Passwords::hash(std::string_view password) {
    std::string out;
    if (auto done = inTurn([&] { out = hashNow(password); }); !done) return done.error();
    return out;
}

Result<bool> Passwords::matches(std::string_view hash, std::string_view password) {
    const std::string known{hash.empty() ? std::string_view{hash_of_nobody_} : hash};
    bool right = false;
    auto done = inTurn([&] { right = crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0; });
    if (!done) return done.error();
    return right && !hash.empty();
}

Status Passwords::inTurn(const std::function<void()>& work) {
    std::promise<void> done;
    {
        const std::scoped_lock lock{lock_};
        if (queue_.size() >= cost_.waiting_max) return Error{codes::kBusy, {}, "too many log-ins at once"};
        queue_.emplace_back([&] {
            work();
            done.set_value();
        });
    }
    filled_.notify_one();
    const Crew::Away away;
    done.get_future().wait();
    return kOk;
}

void Passwords::work() {
    std::unique_lock lock{lock_};
    for (;;) {
        filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        const auto next = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        next();
        lock.lock();
    }
}

}  // namespace buono::http
