#include "adapters/http/operations.hpp"
#include "adapters/http/route.hpp"

namespace buono::http {
namespace {

constexpr Route kRoutes[] = {
#include "adapters/http/routes.inc"
};

constexpr std::string_view kOpenapi =
#include "adapters/http/openapi_json.inc"
    ;

}  // namespace

std::span<const Route> routes() { return kRoutes; }

std::string_view openapiJson() { return kOpenapi; }

}  // namespace buono::http
