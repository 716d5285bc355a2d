#include "adapters/plugins/check/rig.hpp"

#include <signal.h>
#include <unistd.h>

#include "core/register/codes.hpp"

namespace buono::plugins::check {
namespace {

constexpr std::int64_t kNowUs = 1'800'000'000'000'000;  // It stands: two answers differ only when the plugin differs.
constexpr uid_t kUser = 61'183;  // The last before systemd's own, far from those a host on this machine gives.

}  // namespace

Rig::Rig(const Setting& setting)
    : setting_{setting},
      simulator_{setting.script},
      way_{*this, simulator_},
      shelf_{*this,   *this, setting.digest, *this, *this, [this](auto, int, auto text) { log_.append(text) += '\n'; },
             nullptr, &way_},
      settings_{setting.script.settings} {
    workers_.push_back(std::make_unique<WorkerProcess>());
}

WorkerProcess& Rig::worker() {
    if (depth_ == workers_.size()) workers_.push_back(std::make_unique<WorkerProcess>());
    return *workers_[depth_];
}

std::string Rig::start() {
    return worker().start(setting_.nursery, setting_.file, {::geteuid() == 0 ? kUser : 0, Isolation::Filtered, kNever});
}

void Rig::restart() {
    for (auto& each : workers_) each->end();
}

Heard Rig::ask(const Call& call) {
    Heard heard;
    auto& asked = worker();
    if (!asked.isRunning()) heard.fate = start();
    if (depth_++ == 0) touches_ = 0;
    const auto& manifest = setting_.file.manifest();
    Services services{shelf_, manifest, settings_, call};
    const auto deadline = Deadline::clock::now() + std::chrono::milliseconds{setting_.deadlineMs()};
    if (heard.fate.empty()) heard.how = asked.call(call, deadline, services, heard.said);
    if (--depth_ == 0) kill_at_ = between_at_ = 0;
    if (!asked.isRunning() && heard.fate.empty()) heard.fate = asked.fate();
    heard.released = services.released();
    heard.verdict =
        judge(call, {heard.how, !manifest.http.empty(), services.released(), services.completed(), services.kept()},
              heard.said);
    heard.emitted = std::move(services.emitted());
    return heard;
}

/// Only the touches of the outer call are counted.
void Rig::touch() {
    if (depth_ != 1) return;
    if (++touches_ == between_at_) other_();
}

void Rig::touched() const {
    if (depth_ == 1 && touches_ == kill_at_) ::kill(workers_.front()->id(), SIGKILL);  // Our child, not yet waited for.
}

std::optional<registers::Drawers::Kept> Rig::find(std::string_view, std::string_view key) const {
    const_cast<Rig*>(this)->touch();  // A reader to the plugin; to the kit the moment at which something happens.
    const auto found = values_.find(key);
    touched();
    return found == values_.end() ? std::nullopt : std::optional{found->second};
}

std::int64_t Rig::size(std::string_view) const {
    std::size_t bytes = 0;
    for (const auto& [key, kept] : values_) bytes += key.size() + kept.value.size();
    return static_cast<std::int64_t>(bytes);
}

bool Rig::put(std::string_view, std::string_view key, std::string_view value, std::int64_t version) {
    const auto found = values_.find(key);
    const auto there = found == values_.end() ? 0 : found->second.version;
    if (there == version) values_[std::string{key}] = {std::string{value}, version + 1};
    return there == version;
}

/// As the host's own register: a repeat of what was done is answered, not done again.
Result<registers::Reply> Rig::once(const registers::Ticket& ticket, const registers::Work& work) {
    touch();
    if (refuse_put_ < 0 || (refuse_put_ > 0 && --refuse_put_ == 0))
        return Error{codes::kChangedMeanwhile, {}, "another call was faster"};
    const auto before = done_.find(ticket.key);
    if (before != done_.end() && before->second.request == ticket.request) return touched(), before->second.reply;
    if (before != done_.end()) return Error{codes::kKeyReused, {}, "this write was another one before"};
    auto reply = work();
    if (reply) done_[ticket.key] = {ticket.request, *reply};
    touched();
    return reply;
}

registers::Instant Rig::now() { return {kNowUs}; }

Exchange Rig::Way::send(const Manifest& who, const Request& request) {
    rig.touch();
    auto exchange = simulator.send(who, request);
    rig.touched();
    return exchange;
}

std::optional<std::string> Rig::Way::sign(const Manifest& who, std::string_view secret, std::string_view algorithm,
                                          std::string_view data) {
    return simulator.sign(rig.setting_.digest, who, secret, algorithm, data);
}

}  // namespace buono::plugins::check
