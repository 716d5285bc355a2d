// Router: which operation a method and a path mean. Built once from the route table; any thread may ask.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/exchange.hpp"
#include "adapters/http/route.hpp"

namespace buono::http {

class Router {
public:
    /// `routes` must outlive the router.
    explicit Router(std::span<const Route> routes);

    struct Match {
        const Route* route = nullptr;  ///< Null: no operation has this path and method.
        Fields parameters;
        std::string allow;  ///< Methods of the path when only the method is wrong; "" when the path is.
    };
    /// HEAD finds what GET finds. @param segments decoded.
    Match match(std::string_view method, std::span<const std::string> segments) const;

    /// The body an operation reads at most; a small one where there is no operation, so that a 404 can be answered.
    std::uint64_t bodyCap(std::string_view method, std::string_view target) const;

private:
    struct Pattern {
        const Route* route;
        std::vector<std::string_view> segments;
    };
    bool fits(const Pattern& pattern, std::span<const std::string> segments) const;

    std::vector<std::vector<Pattern>> by_length_;  ///< Patterns of n segments; more literal ones first.
};

}  // namespace buono::http
