#include <array>

#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

constexpr int kStarts = 10;
constexpr int kCalls = 1500;
constexpr std::size_t kNameMax = 200;  // Of an operation; a plugin keeps things under it, and a key has 256 bytes.

void starts(Trial& trial) {
    for (int i = 0; i < kStarts; ++i) {
        const auto why = trial.fresh().start();
        if (!trial.expect(why.empty(), why)) return;
    }
}

void surface(Trial& trial) {
    for (const auto& [word, op] : operationsOf(trial.manifest().kind)) {
        auto call = trial.begin(trial.newId(), trial.amount());
        call.op = op;
        call.parent_id = "never-seen";
        const auto heard = trial.ask(call);
        const bool supported = heard.outcome() != BUONO_UNSUPPORTED;
        trial.expect(supported == trial.has(op),
                     std::string{word} +
                         (supported ? " is not in the manifest, but answers " : " is in the manifest, but answers ") +
                         std::string{wordOf(heard.outcome())});
    }
}

void laterOperations(Trial& trial) {
    for (const std::uint32_t op : {0U, 9U, 31U, 40U, 66U, 99U, 0xffffffffU}) {
        auto call = trial.begin(trial.newId(), trial.amount());
        call.op = op;
        trial.answers(trial.ask(call), {BUONO_UNSUPPORTED}, "operation " + std::to_string(op));
    }
}

/// Texts that have broken parsers, paths, queries and terminals before. No host sends most of them; none may hurt.
std::vector<std::string> hostileTexts(Trial& trial) {
    std::vector<std::string> all{"",
                                 " ",
                                 std::string(1, '\0'),
                                 std::string("a\0b", 3),
                                 "a\nb: c\r\n\r\n",
                                 "../../etc/passwd",
                                 "%s%n%x",
                                 "' OR 1=1 --",
                                 R"({"op_id":"x"})",
                                 R"("},{"a":")",
                                 "<script>alert(1)</script>",
                                 "\x1b[2J\x07",
                                 "\xff\xfe\xc0\x80",
                                 "\xe2\x80\xae\xf0\x9f\x92\xb6",
                                 "approved 1 EUR x",
                                 std::string(255, 'k'),
                                 std::string(4096, 'k'),
                                 std::string(65536, '{'),
                                 std::string(1 << 20, 'z')};
    std::string noise(300, '\0');
    for (auto& byte : noise) byte = static_cast<char>(trial.chance(256));
    all.push_back(std::move(noise));
    return all;
}

void hostileFields(Trial& trial) {
    for (const auto& [word, op] : operationsOf(trial.manifest().kind)) {
        if (!trial.has(op)) continue;
        const auto texts = hostileTexts(trial);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto good = trial.begin(trial.newId(), trial.amount());
            for (std::string Call::*field :
                 {&Call::op_id, &Call::parent_id, &Call::ref, &Call::data, &Call::currency}) {
                const bool is_name = field == &Call::op_id || field == &Call::parent_id;
                if (is_name && texts[i].size() > kNameMax) continue;
                auto call = good;
                call.op = op;
                call.*field = field == &Call::currency ? texts[i].substr(0, 3) : texts[i];
                trial.ask(call);
            }
        }
    }
}

/// What a family or an ente typed may stand in the data, and a plugin's log is read by others.
void tellsNobody(Trial& trial) {
    constexpr const char* kPerson = "MRARSS80A41H501X";
    for (const auto& [word, op] : operationsOf(trial.manifest().kind)) {
        if (!trial.has(op)) continue;
        for (const std::string& data :
             {std::string{kPerson}, R"({"payer":")" + std::string{kPerson} + "\"}", trial.script().data + kPerson}) {
            auto call = trial.begin(trial.newId(), trial.amount());
            call.op = op;
            call.data = data;
            const auto heard = trial.ask(call);
            for (const auto* text :
                 {&heard.said.ref, &heard.said.reason, &heard.said.message, &heard.said.redirect_url})
                trial.expect(text->find(kPerson) == std::string::npos,
                             std::string{word} + ": answers with what stands in the data");
            trial.expect(trial.rig().log().find(kPerson) == std::string::npos,
                         std::string{word} + ": logs what stands in the data");
        }
    }
}

long privateKiB(pid_t process);

void memory(Trial& trial) {
    const auto id = trial.newId();
    const auto amount = trial.amount();
    const auto rounds = [&](int calls) {
        for (int i = 0; i < calls; ++i) trial.ask(trial.begin(id, amount));
        return privateKiB(trial.rig().process());
    };
    const auto before = rounds(kCalls / 5);
    const auto after = rounds(kCalls);
    trial.expect(after - before < 1024, "grew by " + std::to_string(after - before) + " KiB over " +
                                            std::to_string(kCalls) + " calls of the same operation");
}

long privateKiB(pid_t process) {
    std::array<char, 256> line{};
    const auto path = "/proc/" + std::to_string(process) + "/smaps_rollup";
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "re"), std::fclose};
    long kib = 0;
    while (file && std::fgets(line.data(), line.size(), file.get()))
        if (std::sscanf(line.data(), "Private_Dirty: %ld", &kib) == 1) return kib;
    return 0;  // Not readable for this user: nothing is claimed.
}

}  // namespace

std::vector<Check> loading() {
    return {{"start", "starts and stops, again and again", nothing, starts},
            {"surface", "answers exactly the operations its manifest names", nothing, surface},
            {"later-operations", "says unsupported to what a later SDK may ask", nothing, laterOperations},
            {"hostile-fields", "long, empty and hostile texts in any field get an answer", nothing, hostileFields},
            {"tells-nobody", "what stands in the data comes back in no answer and no log", nothing, tellsNobody},
            {"memory", "does not grow with the number of calls", beginning, memory}};
}

}  // namespace buono::plugins::check
