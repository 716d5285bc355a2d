#include "adapters/plugins/check/simulator.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace buono::plugins::check {
namespace {

using nlohmann::json;

const std::set<std::string> kMembers{"simulator", "answers", "effect", "settings", "data", "webhook"};
const std::set<std::string> kRule{"method", "url", "body", "record", "state", "same", "becomes", "code", "answer"};

void only(const json& object, const std::set<std::string>& known) {
    for (const auto& [name, value] : object.items())
        if (!known.contains(name)) throw std::invalid_argument{"\"" + name + "\" is not known"};
}

std::string textOf(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Rule ruleFrom(const json& from) {
    only(from, kRule);
    Rule rule;
    rule.method = from.at("method");
    rule.url = from.at("url");
    rule.record = from.value("record", "");
    rule.state = from.value("state", std::set<std::string>{});
    rule.same = from.value("same", std::set<std::string>{});
    rule.becomes = from.value("becomes", "");
    rule.code = from.value("code", 200);
    const auto body = from.value("body", json::object());
    for (const auto& [name, value] : body.items()) rule.body[name] = textOf(value);
    if (from.contains("answer")) rule.answer = textOf(from["answer"]);
    return rule;
}

Script scriptFrom(const json& from) {
    only(from, kMembers);
    if (from.at("simulator") != 1) throw std::invalid_argument{"\"simulator\" must be 1"};
    Script script;
    for (const auto& each : from.value("answers", json::array())) script.rules.push_back(ruleFrom(each));
    if (from.contains("effect")) {
        script.effect_states = from["effect"].at("states");
        script.effect_amount = from["effect"].at("amount");
    }
    script.settings = from.value("settings", Settings{});
    script.data = from.contains("data") ? textOf(from["data"]) : "";
    script.webhook = from.contains("webhook") ? textOf(from["webhook"]) : "";
    return script;
}

/// "<name>" takes what stands there up to the next letter of the pattern; what was taken before must be the same.
bool takes(std::string_view pattern, std::string_view text, Texts& taken) {
    while (!pattern.empty()) {
        const auto end = pattern.find('>');
        if (pattern.front() != '<' || end == std::string_view::npos) {
            if (text.empty() || text.front() != pattern.front()) return false;
            text.remove_prefix(1);
            pattern.remove_prefix(1);
            continue;
        }
        const std::string name{pattern.substr(1, end - 1)};
        pattern.remove_prefix(end + 1);
        const auto length = pattern.empty() ? text.size() : std::min(text.find(pattern.front()), text.size());
        const std::string piece{text.substr(0, length)};
        if (piece.empty() || !(taken.emplace(name, piece).first->second == piece)) return false;
        text.remove_prefix(length);
    }
    return text.empty();
}

bool takesBody(const Texts& patterns, const std::string& body, Texts& taken) {
    if (patterns.empty()) return true;
    const auto parsed = json::parse(body, nullptr, false);
    return parsed.is_object() && std::all_of(patterns.begin(), patterns.end(), [&](const auto& each) {
               return parsed.contains(each.first) && takes(each.second, textOf(parsed[each.first]), taken);
           });
}

bool isGranted(const Manifest& who, const Request& request) {
    const auto& http = who.http;
    if (std::none_of(http.begin(), http.end(), [&](const auto& from) { return request.url.starts_with(from); }))
        return false;
    for (std::size_t at = 0; (at = request.headers.find("{{secret:", at)) != std::string::npos; ++at) {
        const auto from = at + 9;
        const auto end = std::min(request.headers.find("}}", from), request.headers.size());
        if (!who.secrets.contains(request.headers.substr(from, end - from))) return false;
    }
    return request.url.find("{{secret") == std::string::npos && request.body.find("{{secret") == std::string::npos;
}

bool isChanging(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

}  // namespace

Result<Script> Script::parse(std::string_view text) {
    try {
        return scriptFrom(json::parse(text));
    } catch (const std::exception& wrong) {  // Everything the form can have wrong; the library throws.
        return Error{ErrorCode::Malformed, "simulator", wrong.what()};
    }
}

std::string filledIn(std::string text, const Texts& known) {
    for (const auto& [name, value] : known)
        for (std::size_t at = 0; (at = text.find("<" + name + ">", at)) != std::string::npos; at += value.size())
            text.replace(at, name.size() + 2, value);
    return text;
}

bool Simulator::fits(const Rule& rule, const Request& request, Texts& taken) {
    if (rule.method != request.method || !takes(rule.url, request.url, taken) ||
        !takesBody(rule.body, request.body, taken))
        return false;
    const auto found = records_.find(filledIn(rule.record, taken));
    const bool known = found != records_.end();
    if (!rule.state.empty() && !rule.state.contains(known ? found->second.state : "")) return false;
    return std::all_of(rule.same.begin(), rule.same.end(), [&](const auto& name) {
        return known && found->second.kept.contains(name) && taken.contains(name) &&
               found->second.kept.at(name) == taken.at(name);
    });
}

/// An answer about another thing, or another amount, and otherwise well formed.
void Simulator::twist(Texts& known) const {
    for (auto& [name, value] : known) {
        const bool is_amount = name == script_.effect_amount;
        if (fault_ == (is_amount ? Fault::OtherAmount : Fault::OtherThing)) value = "1" + value;
    }
}

Exchange Simulator::answered(const Request& request) {
    for (const auto& rule : script_.rules) {
        Texts taken;
        if (!fits(rule, request, taken)) continue;
        const auto name = filledIn(rule.record, taken);
        const auto found = records_.find(name);
        auto known = taken;
        if (found != records_.end()) known.insert(found->second.kept.begin(), found->second.kept.end());
        if (!rule.becomes.empty()) records_[name] = {rule.becomes, known};
        twist(known);
        return {BUONO_HTTP_OK, rule.code, filledIn(rule.answer, known)};
    }
    return {BUONO_HTTP_OK, 404, "the simulator has no answer to " + request.method + " " + request.url};
}

Exchange Simulator::send(const Manifest& who, const Request& request) {
    requests_.push_back(request);
    if (!isGranted(who, request)) return ++foreign_, Exchange{BUONO_HTTP_NOT_SENT, 0, "not granted"};
    switch (fault_) {
        case Fault::Refused: return {BUONO_HTTP_NOT_SENT, 0, ""};
        case Fault::LostBefore: return {BUONO_HTTP_LOST, 0, ""};
        case Fault::Error500: return {BUONO_HTTP_OK, 500, "Internal Server Error"};
        case Fault::Html200: return {BUONO_HTTP_OK, 200, "<html><form>Log in</form></html>"};
        case Fault::Html404: return {BUONO_HTTP_OK, 404, "<html><h1>404 Not Found</h1></html>"};
        case Fault::Busy429: return {BUONO_HTTP_OK, 429, "slow down"};
        case Fault::Key401: return {BUONO_HTTP_OK, 401, "who are you?"};
        default: break;
    }
    auto exchange = answered(request);
    switch (fault_) {
        case Fault::LostAfter: return {BUONO_HTTP_LOST, 0, ""};
        case Fault::Html502: return {BUONO_HTTP_OK, 502, "<html><h1>502 Bad Gateway</h1></html>"};
        case Fault::Empty200: return {BUONO_HTTP_OK, 200, ""};
        case Fault::Truncated: exchange.body.resize(exchange.body.size() / 2); break;
        case Fault::Twice: return answered(request);
        default: break;
    }
    return exchange;
}

int Simulator::changing() const {
    return static_cast<int>(std::count_if(requests_.begin(), requests_.end(), isChanging));
}

std::pair<int, std::int64_t> Simulator::effects() const {
    std::pair<int, std::int64_t> all{0, 0};
    for (const auto& [name, record] : records_) {
        if (!script_.effect_states.contains(record.state)) continue;
        ++all.first;
        const auto amount = record.kept.find(script_.effect_amount);
        if (amount != record.kept.end()) all.second += std::strtoll(amount->second.c_str(), nullptr, 10);
    }
    return all;
}

/// HMAC-SHA256 under a secret that the kit makes up from its name.
std::optional<std::string> Simulator::sign(const registers::Digest& digest, const Manifest& who,
                                           std::string_view secret, std::string_view algorithm, std::string_view data) {
    if (algorithm != "hmac-sha256" || !who.secrets.contains(std::string{secret})) return std::nullopt;
    std::string key{"secret " + std::string{secret}};
    key.resize(64, '\0');
    auto inner = key;
    auto outer = key;
    for (auto& byte : inner) byte = static_cast<char>(byte ^ 0x36);
    for (auto& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
    const auto bytes = [](const registers::Sha256& hash) { return std::string{hash.begin(), hash.end()}; };
    std::string hex;
    for (const auto byte : digest.sha256(outer + bytes(digest.sha256(inner + std::string{data})))) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

}  // namespace buono::plugins::check
