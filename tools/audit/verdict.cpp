#include "verdict.hpp"

#include <cstdio>

namespace audit {
namespace {

Check checkAt(std::size_t i) { return static_cast<Check>(i); }

std::string line(Check check, const Report::Finding& finding) {
    const std::string name = Report::name(check);
    const std::string padded = name + std::string(12 - std::min<std::size_t>(name.size(), 11), ' ');
    if (finding.failed > 0)
        return "  NOT PROVEN  " + padded + grouped(finding.failed) + " faults in " + grouped(finding.count) + " " +
               Report::about(check) + "\n";
    if (!finding.looked)
        return "  not there   " + padded + (finding.absent.empty() ? "this place shows no tables" : finding.absent) +
               "\n";
    return "  proven      " + padded + grouped(finding.count) + " " + Report::about(check) + "\n";
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\';
        if (byte < 0x20 || byte > 0x7e) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", byte);
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) out += (out.size() > 1 ? "," : "") + quoted(text);
    return out + "]";
}

}  // namespace

std::string grouped(std::uint64_t number) {
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string Verdict::text() const {
    std::string out;
    for (std::size_t i = 0; i < Report::kChecks; ++i) {
        const auto& finding = report[checkAt(i)];
        out += line(checkAt(i), finding);
        for (const auto& what : finding.failures) out += "                " + what + "\n";
        if (finding.failed > finding.failures.size())
            out += "                and " + grouped(finding.failed - finding.failures.size()) + " more\n";
    }
    const auto& head = inspector.head();
    out += "head " + std::to_string(head.seq) + ":" + hex(head.hash) + "\n";
    char rate[64];
    std::snprintf(rate, sizeof rate, "%.1f s", seconds);
    return out + grouped(static_cast<std::uint64_t>(inspector.entries())) + " entries of " + place + " in " + rate +
           ": " + (report.proven() ? "proven" : "NOT PROVEN") + "\n";
}

std::string Verdict::json() const {
    const auto& head = inspector.head();
    char time[32];
    std::snprintf(time, sizeof time, "%.3f", seconds);
    auto out = std::string{"{\"proven\":"} + (report.proven() ? "true" : "false") + ",\"place\":" + quoted(place) +
               ",\"entries\":" + std::to_string(inspector.entries()) +
               ",\"accounts\":" + std::to_string(inspector.book().size()) + ",\"seconds\":" + time +
               ",\"head\":{\"seq\":" + std::to_string(head.seq) + ",\"hash\":\"" + hex(head.hash) + "\"},\"checks\":[";
    for (std::size_t i = 0; i < Report::kChecks; ++i) {
        const auto& finding = report[checkAt(i)];
        const auto* state = finding.failed > 0 ? "not_proven" : finding.looked ? "proven" : "not_there";
        out += std::string{i > 0 ? "," : ""} + "{\"name\":\"" + Report::name(checkAt(i)) + "\",\"state\":\"" + state +
               "\",\"count\":" + std::to_string(finding.count) + ",\"faults\":" + std::to_string(finding.failed) +
               ",\"about\":" + quoted(Report::about(checkAt(i))) + ",\"failures\":" + joined(finding.failures) + "}";
    }
    return out + "]}\n";
}

}  // namespace audit
