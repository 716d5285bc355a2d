#include "arguments.hpp"

#include <charconv>

namespace audit {

const char* const kUsage =
    R"(usage: buono-audit PLACE [--head SEQ:HEX]... [--note FILE]... [--key KEY] [--json]

Reads a Buono ledger and proves it, or names what is wrong. Writes nothing.

PLACE is one of
  FILE                  a SQLite database (a host may be writing to it), or a ledger export (- is standard input)
  postgresql://...      a PostgreSQL database
  http(s)://host[:port] a running host; BUONO_TOKEN holds the token of an auditor's session

  --head SEQ:HEX        the journal must contain the entry SEQ with this hash, as a head handed out earlier says;
                        without one, a journal rewritten from the first entry on would prove itself
  --note FILE           the same from a signed note (head.note, or "note" of GET /v1/ledger/head)
  --key NAME+ID+KEY     who must have signed the notes: "verifier" of GET /v1/ledger/head, as it was told long ago
  --json                one JSON object instead of text

exit: 0 proven, 1 not proven, 2 usage, 3 cannot be read
)";

namespace {

std::optional<Head> readHead(const std::string& word) {
    const auto colon = word.find(':');
    if (colon == word.npos) return std::nullopt;
    Head head;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + colon, head.seq);
    const auto hash = fromHex(word.substr(colon + 1));
    if (failed != std::errc{} || end != word.data() + colon || head.seq < 1 || !hash ||
        hash->size() != head.hash.size())
        return std::nullopt;
    std::memcpy(head.hash.data(), hash->data(), head.hash.size());
    return head;
}

}  // namespace

std::optional<Arguments> readArguments(const std::vector<std::string>& words, std::string& wrong) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "--help" || word == "-h") {
            arguments.help = true;
            return arguments;
        }
        if (word == "--json") {
            arguments.json = true;
        } else if (word == "--head") {
            const auto head = i + 1 < words.size() ? readHead(words[++i]) : std::nullopt;
            if (!head) return wrong = "--head takes SEQ:HEX, an entry and the 64 digits of its hash", std::nullopt;
            arguments.heads.push_back(*head);
        } else if (word == "--note" || word == "--key") {
            if (i + 1 == words.size()) return wrong = word + " takes a value", std::nullopt;
            if (word == "--key")
                arguments.key = words[++i];
            else
                arguments.notes.push_back(words[++i]);
        } else if (word.starts_with("--")) {
            return wrong = "unknown option " + word, std::nullopt;
        } else if (!arguments.place.empty()) {
            return wrong = "one PLACE only", std::nullopt;
        } else {
            arguments.place = word;
        }
    }
    if (arguments.place.empty()) return wrong = "no PLACE", std::nullopt;
    if (arguments.notes.empty() != arguments.key.empty()) return wrong = "--note and --key go together", std::nullopt;
    return arguments;
}

}  // namespace audit
