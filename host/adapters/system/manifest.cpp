#include "adapters/system/manifest.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace buono::system {
namespace {

constexpr std::string_view kFirstLine = "buono backup v1";

/// One line, whatever a configuration calls its city.
std::string oneLine(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
    return text;
}

bool readHash(std::string_view hex, registers::Sha256& hash) {
    if (hex.size() != 2 * hash.size()) return false;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const auto* const from = hex.data() + 2 * i;
        if (std::from_chars(from, from + 2, hash[i], 16).ptr != from + 2) return false;
    }
    return true;
}

bool readFile(std::istringstream line, std::vector<Manifest::File>& files) {
    Manifest::File file;
    std::string hex;
    if (!(line >> file.name >> file.sum.bytes >> hex) || !readHash(hex, file.sum.sha256)) return false;
    files.push_back(std::move(file));
    return true;
}

bool readLine(const std::string& line, Manifest& into) {
    const auto space = line.find(' ');
    if (space == line.npos) return false;
    const auto name = line.substr(0, space), value = line.substr(space + 1);
    if (name == "file") return readFile(std::istringstream{value}, into.files);
    std::istringstream number{value};
    if (name == "schema") return static_cast<bool>(number >> into.schema);
    if (name == "seq") return static_cast<bool>(number >> into.seq);
    const std::pair<std::string_view, std::string*> texts[] = {
        {"city", &into.city}, {"version", &into.version}, {"made", &into.made}, {"hash", &into.hash}, {"at", &into.at}};
    const auto* const found = std::ranges::find(texts, name, &std::pair<std::string_view, std::string*>::first);
    if (found == std::end(texts)) return false;
    *found->second = value;
    return true;
}

}  // namespace

std::string hexOf(const registers::Sha256& hash) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const auto byte : hash) out.append({kDigits[byte >> 4U], kDigits[byte & 15U]});
    return out;
}

std::string Manifest::text() const {
    std::ostringstream out;
    out << kFirstLine << "\ncity " << oneLine(city) << "\nversion " << version << "\nmade " << made << "\nschema "
        << schema << "\nseq " << seq << "\nhash " << hash << "\nat " << at << '\n';
    for (const auto& file : files)
        out << "file " << file.name << ' ' << file.sum.bytes << ' ' << hexOf(file.sum.sha256) << '\n';
    return out.str();
}

std::string Manifest::sign(const Keys& keys) const { return Ed25519Notary{keys, oneLine(city)}.signedNote(text()); }

Result<Manifest> Manifest::read(std::string_view note, const Keys& keys) {
    const Error refused{ErrorCode::Malformed, std::string{kName},
                        "it is not what this city signed: a byte has changed, or it is another city's backup, or the "
                        "master.key in the data directory is another one"};
    std::istringstream lines{std::string{note}};
    std::string line;
    Manifest manifest;
    if (!std::getline(lines, line) || line != kFirstLine) return refused;
    while (std::getline(lines, line) && !line.empty())
        if (!readLine(line, manifest)) return refused;
    // Signed anew, the same bytes: no verifying can be more lenient than that.
    if (manifest.sign(keys) != note) return refused;
    return manifest;
}

}  // namespace buono::system
