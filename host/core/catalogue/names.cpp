#include "core/catalogue/names.hpp"

#include <algorithm>

namespace buono::catalogue {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

bool isSlug(std::string_view text) {
    if (text.size() < 2 || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || isLower(c) || c == '-'; });
}

bool isPluginName(std::string_view text) {
    if (text.size() < 2 || text.size() > 32 || !isLower(text.front())) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || isLower(c) || c == '_'; });
}

}  // namespace buono::catalogue
