// Pages that belong to nobody: assets, language, accessibility statement, privacy.
#include "adapters/http/html.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/address.hpp"
#include "adapters/http/pages/page.hpp"
#include "adapters/http/pages/site.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {

// Names carry a digest of the content, so an asset may be kept for ever.
Response pageAsset(Desk& desk, const Request& request) {
    const auto* site = desk.lobby.settings.site;
    const auto* asset = site == nullptr ? nullptr : site->asset(request.parameter("file"));
    if (asset == nullptr) return pages::refusalPage(desk, {codes::kNotFound, {}, {}}, request);
    const bool packed =
        !asset->gzip.empty() && request.header("accept-encoding").find("gzip") != std::string_view::npos;
    Response answer{200, packed ? asset->gzip : asset->bytes, asset->content_type, {}};
    answer.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    answer.headers.emplace_back("Vary", "Accept-Encoding");
    if (packed) answer.headers.emplace_back("Content-Encoding", "gzip");
    return answer;
}

Response pageLanguage(Desk&, const Request& request) {
    const bool english = request.argument("in") == "en";
    const auto wanted = request.argument("da");
    auto answer = seeOther(pages::isOwnAddress(wanted) ? std::string{wanted} : "/");
    answer.headers.emplace_back("Set-Cookie", std::string{"lang="} + (english ? "en" : "it") +
                                                  "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    return answer;
}

Response pageAccessibility(Desk& desk, const Request& request) {
    return pages::page(desk, request, "accessibility", "Accessibility statement", {});
}

Response pagePrivacy(Desk& desk, const Request& request) {
    return pages::page(desk, request, "privacy", "Privacy", {});
}

}  // namespace buono::http::operations
