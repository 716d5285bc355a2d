#include "adapters/plugins/manifest.hpp"

#include <buono/plugin/abi.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <regex>

#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

using nlohmann::json;

const std::set<std::string> kTop{"manifest", "id",    "name",       "version", "license", "homepage",
                                 "sdk",      "kinds", "operations", "wants",   "limits"};
const std::set<std::string> kWants{"http", "secrets", "config", "kv_bytes"};
const std::set<std::string> kLimits{"currencies",           "min_minor",      "max_minor", "deadline_ms",
                                    "idempotency_window_s", "max_in_flight_s"};
constexpr auto kOperations =
    "authorize|capture|void|refund|query|webhook|settlement_in|payout_out|catalogue|quote|reserve|redeem|cancel|status|"
    "attendance|gateway|ask";

/// Reads members one by one and remembers the first fault.
class Members {
public:
    Members(const json& object, std::string where, std::optional<Error>& fault)
        : object_{object}, where_{std::move(where)}, fault_{fault} {
        if (!object_.is_object()) refuse("", "must be an object");
    }

    void only(const std::set<std::string>& known) {
        if (!object_.is_object()) return;
        for (const auto& [name, value] : object_.items())
            if (!known.contains(name)) refuse(name.substr(0, 40), "is not a member the manifest knows");
    }
    std::string text(const char* name, const char* pattern) {
        const auto* value = find(name);
        if (!value || !value->is_string()) return refuse(name, "must be a text"), std::string{};
        auto text = value->get<std::string>();
        if (text.size() > 200 || !std::regex_match(text, std::regex{pattern}))
            refuse(name, "is not of the allowed form");
        return text;
    }
    std::set<std::string> texts(const char* name, const char* pattern, std::size_t max) {
        std::set<std::string> all;
        const auto* value = find(name);
        if (!value || !value->is_array() || value->size() > max)
            return refuse(name, "must be a list, not too long"), all;
        for (const auto& each : *value) {
            const bool good = each.is_string() && each.get_ref<const std::string&>().size() <= 200 &&
                              std::regex_match(each.get<std::string>(), std::regex{pattern});
            if (!good || !all.insert(each.get<std::string>()).second) refuse(name, "has an entry that is not allowed");
        }
        return all;
    }
    std::int64_t number(const char* name, std::int64_t low, std::int64_t high, std::optional<std::int64_t> otherwise) {
        const auto* value = find(name);
        if (!value && otherwise) return *otherwise;
        if (!value || !value->is_number_integer() ||
            (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX))
            return refuse(name, "must be a whole number"), 0;
        const auto number = value->get<std::int64_t>();
        if (number < low || number > high) refuse(name, "is out of range");
        return number;
    }
    const json* find(const char* name) const {
        const auto found = object_.is_object() ? object_.find(name) : object_.end();
        return object_.is_object() && found != object_.end() ? &*found : nullptr;
    }
    void refuse(const std::string& name, const std::string& why) {
        if (!fault_)
            fault_ = Error{codes::kPluginMalformed, where_ + "/" + name, "its manifest: \"" + name + "\" " + why};
    }

private:
    const json& object_;
    std::string where_;
    std::optional<Error>& fault_;
};

std::optional<Error> otherAbi(const Manifest& manifest) {
    const auto dot = manifest.sdk.find('.');
    if (dot == std::string::npos) return std::nullopt;
    const auto major = static_cast<unsigned>(std::stoul(manifest.sdk.substr(0, dot)));
    const auto minor = static_cast<unsigned>(std::stoul(manifest.sdk.substr(dot + 1)));
    if (major == BUONO_ABI_MAJOR && minor <= BUONO_ABI_MINOR) return std::nullopt;
    const auto ours = std::to_string(BUONO_ABI_MAJOR) + "." + std::to_string(BUONO_ABI_MINOR);
    const std::string remedy = major < BUONO_ABI_MAJOR
                                   ? "rebuild the plugin with BuonoSDK " + std::to_string(BUONO_ABI_MAJOR)
                                   : "update the host, or use an older release of the plugin";
    return Error{codes::kPluginOtherAbi, "/sdk",
                 "plugin \"" + manifest.id + "\" " + manifest.version + " was built for Buono plugin ABI " +
                     manifest.sdk + "; this host speaks " + ours + ": " + remedy};
}

void readWants(const json& wants, Manifest& manifest, std::optional<Error>& fault) {
    Members in{wants, "/wants", fault};
    in.only(kWants);
    if (in.find("http")) manifest.http = in.texts("http", "https://[a-z0-9.-]+(:[0-9]+)?/[^ ]*", 16);
    if (in.find("secrets")) manifest.secrets = in.texts("secrets", "[a-z][a-z0-9_]{0,31}", 16);
    if (in.find("config")) manifest.config = in.texts("config", "[a-z][a-z0-9_]{0,31}", 64);
    manifest.kv_bytes = in.number("kv_bytes", 0, 1 << 30, manifest.kv_bytes);
}

void readLimits(const json& limits, Manifest& manifest, std::optional<Error>& fault) {
    Members in{limits, "/limits", fault};
    in.only(kLimits);
    manifest.currencies = in.texts("currencies", "[A-Z]{3}", 200);
    manifest.min_minor = in.number("min_minor", 0, INT64_MAX, std::nullopt);
    manifest.max_minor = in.number("max_minor", 1, 1'000'000'000'000, std::nullopt);
    manifest.deadline_ms = in.number("deadline_ms", 50, 120'000, manifest.deadline_ms);
    manifest.idempotency_window_s = in.number("idempotency_window_s", 0, INT64_MAX, 0);
    manifest.max_in_flight_s = in.number("max_in_flight_s", 0, INT64_MAX, 0);
}

void readWhat(Members& in, Manifest& manifest) {
    const auto kinds = in.texts("kinds", "payment|provider|verifier", 1);
    if (kinds.size() != 1) in.refuse("kinds", "must name one kind");
    manifest.kind = kinds.contains("provider")   ? Kind::Provider
                    : kinds.contains("verifier") ? Kind::Verifier
                                                 : Kind::Payment;
    manifest.operations = in.texts("operations", kOperations, 8);
    const auto has = [&](const char* name) { return manifest.operations.contains(name); };
    if (has("authorize") && !has("query")) in.refuse("operations", "with \"authorize\" must have \"query\"");
    if ((has("reserve") || has("redeem")) && !has("status")) in.refuse("operations", "must have \"status\"");
}

}  // namespace

Result<Manifest> parseManifest(std::string_view text) {
    const auto shallow = [](int depth, json::parse_event_t, json&) { return depth <= 4; };
    const auto document = json::parse(text, shallow, false);
    std::optional<Error> fault;
    if (document.is_discarded()) return Error{codes::kPluginMalformed, {}, "its manifest is not JSON"};
    Members in{document, "", fault};
    Manifest manifest;
    manifest.id = in.text("id", "[a-z][a-z0-9_]{1,31}");
    manifest.version = in.text("version", "[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}");
    manifest.sdk = in.text("sdk", "[0-9]{1,4}\\.[0-9]{1,4}");
    if (fault) return *fault;
    if (auto other = otherAbi(manifest)) return *other;
    in.only(kTop);
    in.number("manifest", 1, 1, std::nullopt);
    manifest.name = in.text("name", "[^\\x00-\\x1f]{1,80}");
    manifest.license = in.text("license", "[ -~]{1,64}");
    readWhat(in, manifest);
    if (const auto* wants = in.find("wants")) readWants(*wants, manifest, fault);
    if (const auto* limits = in.find("limits"))
        readLimits(*limits, manifest, fault);
    else
        in.refuse("limits", "is missing");
    if (fault) return *fault;
    return manifest;
}

}  // namespace buono::plugins
