#include "adapters/plugins/check/report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/plugins/plain_text.hpp"

namespace buono::plugins::check {
namespace {

constexpr std::string_view kWords[] = {"passed", "failed", "skipped"};
constexpr std::string_view kMarks[] = {"ok  ", "FAIL", "skip"};

std::string_view word(Standing standing) { return kWords[static_cast<std::uint8_t>(standing)]; }

std::string again(const Report& report, const Finding& finding) {
    return "buono-plugin-check " + report.file + " --only " + finding.name + " --seed " + std::to_string(report.seed);
}

std::string summary(const Report& report) {
    return std::to_string(report.count(Standing::Passed)) + " passed, " +
           std::to_string(report.count(Standing::Failed)) + " failed, " +
           std::to_string(report.count(Standing::Skipped)) + " skipped";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : plainText(text, 4000)) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

}  // namespace

int Report::count(Standing standing) const {
    return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                          [&](const Finding& each) { return each.standing == standing; }));
}

std::string forPeople(const Report& report) {
    std::string out = report.plugin + ", sha256 " + report.sha256 + ", worker " + report.isolation + ", seed " +
                      std::to_string(report.seed) + "\n";
    for (const auto& each : report.findings) {
        out += std::string{kMarks[static_cast<std::uint8_t>(each.standing)]} + "  " + each.name +
               std::string(each.name.size() < 24 ? 24 - each.name.size() : 1, ' ') + each.claim + "\n";
        if (!each.detail.empty()) out += "        " + plainText(each.detail, 2000) + "\n";
        if (each.standing == Standing::Failed) out += "        again: " + again(report, each) + "\n";
    }
    return out + summary(report) + "\n";
}

std::string asJson(const Report& report) {
    nlohmann::json checks = nlohmann::json::array();
    for (const auto& each : report.findings)
        checks.push_back({{"name", each.name},
                          {"claim", each.claim},
                          {"standing", word(each.standing)},
                          {"detail", plainText(each.detail, 2000)}});
    return nlohmann::json{{"file", report.file},
                          {"plugin", report.plugin},
                          {"sha256", report.sha256},
                          {"isolation", report.isolation},
                          {"seed", report.seed},
                          {"passed", report.count(Standing::Passed)},
                          {"failed", report.count(Standing::Failed)},
                          {"skipped", report.count(Standing::Skipped)},
                          {"checks", checks}}
               .dump(2) +
           "\n";
}

std::string asJUnit(const Report& report) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + escaped(report.plugin) +
                      "\" tests=\"" + std::to_string(report.findings.size()) + "\" failures=\"" +
                      std::to_string(report.count(Standing::Failed)) + "\" skipped=\"" +
                      std::to_string(report.count(Standing::Skipped)) + "\">\n";
    for (const auto& each : report.findings) {
        out += "  <testcase classname=\"" + escaped(report.plugin) + "\" name=\"" + escaped(each.name) + "\">";
        if (each.standing == Standing::Failed)
            out += "<failure message=\"" + escaped(each.claim) + "\">" +
                   escaped(each.detail + "; " + again(report, each)) + "</failure>";
        if (each.standing == Standing::Skipped) out += "<skipped message=\"" + escaped(each.detail) + "\"/>";
        out += "</testcase>\n";
    }
    return out + "</testsuite>\n";
}

}  // namespace buono::plugins::check
