#include "adapters/http/pages/address.hpp"

namespace buono::http::pages {

std::string encoded(std::string_view text) {
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != kPlain.npos)
            out += c;
        else
            out.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
    return out;
}

std::string addressOf(const Request& request) {
    auto out = encoded(request.path);
    for (const auto& [name, value] : request.query) {
        if (name == "esito") continue;  // What happened is not said twice.
        out += out.find('?') == out.npos ? '?' : '&';
        out.append(encoded(name)).append("=").append(encoded(value));
    }
    return out;
}

bool isOwnAddress(std::string_view address) {
    return address.starts_with('/') && !address.starts_with("//") && address.find('\\') == address.npos;
}

}  // namespace buono::http::pages
