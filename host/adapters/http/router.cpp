#include "adapters/http/router.hpp"

#include <algorithm>

#include "adapters/http/target.hpp"

namespace buono::http {
namespace {

constexpr std::uint64_t kBodyOfNobody = 64 * 1024;

bool isParameter(std::string_view segment) { return segment.starts_with('{'); }

std::vector<std::string_view> segmentsOf(std::string_view path) {
    std::vector<std::string_view> out;
    while (path.size() > 1) {
        const auto end = path.find('/', 1);
        out.push_back(path.substr(1, end == std::string_view::npos ? end : end - 1));
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    }
    return out;
}

// Two patterns may fit one path; where GET is right, so is HEAD.
void allow(std::string& list, std::string_view method) {
    if ((", " + list + ",").find(", " + std::string{method} + ",") != std::string::npos) return;
    list.append(list.empty() ? "" : ", ").append(method).append(method == "GET" ? ", HEAD" : "");
}

}  // namespace

Router::Router(std::span<const Route> routes) {
    for (const auto& route : routes) {
        Pattern pattern{&route, segmentsOf(route.path)};
        if (by_length_.size() <= pattern.segments.size()) by_length_.resize(pattern.segments.size() + 1);
        by_length_[pattern.segments.size()].push_back(std::move(pattern));
    }
    for (auto& patterns : by_length_) {
        std::ranges::stable_sort(patterns, {},
                                 [](const Pattern& p) { return std::ranges::count_if(p.segments, isParameter); });
    }
}

bool Router::fits(const Pattern& pattern, std::span<const std::string> segments) const {
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!isParameter(pattern.segments[i]) && pattern.segments[i] != segments[i]) return false;
    return true;
}

Router::Match Router::match(std::string_view method, std::span<const std::string> segments) const {
    Match match;
    if (segments.size() >= by_length_.size()) return match;
    const auto wanted = method == "HEAD" ? std::string_view{"GET"} : method;
    for (const auto& pattern : by_length_[segments.size()]) {
        if (!fits(pattern, segments)) continue;
        if (pattern.route->method != wanted) {
            allow(match.allow, pattern.route->method);
            continue;
        }
        match.route = pattern.route;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const auto name = pattern.segments[i];
            if (isParameter(name)) match.parameters.add(std::string{name.substr(1, name.size() - 2)}, segments[i]);
        }
        break;
    }
    return match;
}

std::uint64_t Router::bodyCap(std::string_view method, std::string_view target) const {
    const auto read = readTarget(target.substr(0, target.find('?')));
    if (!read) return kBodyOfNobody;
    const auto found = match(method, read->segments);
    return found.route == nullptr ? kBodyOfNobody : found.route->body_max;
}

}  // namespace buono::http
