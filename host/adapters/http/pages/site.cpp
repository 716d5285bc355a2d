#include "adapters/http/pages/site.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace buono::http::pages {
namespace {

namespace files = std::filesystem;

std::string content(const files::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw std::system_error{errno, std::generic_category(),
                                "cannot read " + file.string() + " (tools/build makes the web assets)"};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string typeOf(const std::string& extension) {
    if (extension == ".css") return "text/css; charset=utf-8";
    if (extension == ".js") return "text/javascript; charset=utf-8";
    if (extension == ".woff2") return "font/woff2";
    if (extension == ".svg") return "image/svg+xml";
    throw std::runtime_error{"an asset of an unknown kind: " + extension};
}

Templates::Sources templatesIn(const files::path& folder) {
    Templates::Sources sources;
    for (const auto& entry : files::directory_iterator{folder})
        if (entry.path().extension() == ".mustache") sources[entry.path().stem().string()] = content(entry.path());
    return sources;
}

}  // namespace

Site::Site(const std::string& sources, const std::string& built)
    : italian_words_{content(files::path{built} / "locales" / "it.mo")} {
    const auto templates = templatesIn(files::path{sources} / "templates");
    english_ = std::make_unique<Templates>(templates, [](const std::string& text) { return text; });
    italian_ = std::make_unique<Templates>(templates, [this](const std::string& t) { return italian_words_.say(t); });
    readAssets((files::path{built} / "assets").string());
}

void Site::readAssets(const std::string& folder) {
    std::istringstream manifest{content(files::path{folder} / "manifest.txt")};
    for (std::string logical, file; manifest >> logical >> file;) {
        const files::path path = files::path{folder} / file;
        const files::path packed = path.string() + ".gz";
        assets_[file] = {content(path), files::exists(packed) ? content(packed) : "",
                         typeOf(path.extension().string())};
        addresses_[logical] = "/assets/" + file;
    }
}

const Asset* Site::asset(std::string_view file) const {
    const auto found = assets_.find(file);
    return found == assets_.end() ? nullptr : &found->second;
}

const std::string& Site::address(std::string_view logical) const {
    const auto found = addresses_.find(logical);
    if (found == addresses_.end()) throw std::logic_error{"the web build has no " + std::string{logical}};
    return found->second;
}

}  // namespace buono::http::pages
