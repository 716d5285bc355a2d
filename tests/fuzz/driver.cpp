// Driver: runs a fuzz target without a fuzzer: every file of its corpus as it is, then mutations of them.
//
//     http_fuzz CORPUS_FOLDER [RUNS]
//
// The mutations follow from the names and bytes of the corpus alone, so a failure comes back every time; the input that
// failed is printed by number. It finds what is near the corpus; clang's libFuzzer (BUONO_FUZZERS) looks further.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::string;

constexpr std::size_t kBytesMax = 1 << 20;
constexpr std::chrono::seconds kTimeMax{4};  // A slow build or sanitizer runs fewer mutations.

std::vector<Bytes> corpusOf(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Bytes> corpus;
    for (const auto& file : files) {
        std::ifstream in{file, std::ios::binary};
        corpus.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    }
    return corpus;
}

class Mutator {
public:
    Mutator(const std::vector<Bytes>& corpus, std::uint64_t seed) : corpus_{corpus}, random_{seed} {}

    Bytes next() {
        auto bytes = pick();
        for (auto times = 1 + below(5); times > 0; --times) change(bytes);
        if (bytes.size() > kBytesMax) bytes.resize(kBytesMax);
        return bytes;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }
    Bytes pick() { return corpus_.empty() ? Bytes{} : corpus_[below(corpus_.size())]; }

    // Bytes that parsers treat as something special, more often than chance would have them.
    char special() {
        static constexpr char kSpecial[] = "\0\r\n\t \"'\\/%+-.,:;=&<>[]{}()#0919azAZeE\x7F\x80\xC3\xFF";
        return kSpecial[below(sizeof kSpecial - 1)];
    }

    void change(Bytes& bytes) {
        const auto at = below(bytes.size() + 1);
        const auto length = below(std::min<std::size_t>(bytes.size() - std::min(at, bytes.size()), 16) + 1);
        switch (below(9)) {
            case 0: bytes.insert(at, 1, special()); return;
            case 1: bytes.insert(at, 1, static_cast<char>(random_())); return;
            case 2: bytes.erase(at, length); return;
            case 3: bytes.insert(below(bytes.size() + 1), bytes.substr(at, length)); return;
            case 4: bytes.resize(at); return;
            case 5: splice(bytes, at); return;
            case 6: bytes.insert(at, 1 + below(300), special()); return;
            default: break;
        }
        if (at == bytes.size()) return;
        if (below(2) == 0)
            bytes[at] = special();
        else
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
    }
    void splice(Bytes& bytes, std::size_t at) {
        const auto other = pick();
        bytes = bytes.substr(0, at) + other.substr(below(other.size() + 1));
    }

    const std::vector<Bytes>& corpus_;
    std::mt19937_64 random_;
};

void run(const Bytes& bytes) {
    // A copy of its own size, so that a sanitizer sees the first byte read past its end.
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

long running = -1;

void sayWhich(int) {
    std::fprintf(stderr, "failed at input %ld\n", running);
    std::_Exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: %s CORPUS_FOLDER [RUNS]\n", argv[0]), 2;
    std::signal(SIGABRT, sayWhich);
    const auto corpus = corpusOf(argv[1]);
    if (corpus.empty()) return std::fprintf(stderr, "%s is empty\n", argv[1]), 2;
    const long runs = argc > 2 ? std::atol(argv[2]) : 30'000;
    Mutator mutator{corpus, 20'260'301};
    const auto end = std::chrono::steady_clock::now() + kTimeMax;
    for (const auto& bytes : corpus) ++running, run(bytes);
    for (; running < runs && std::chrono::steady_clock::now() < end;) ++running, run(mutator.next());
    std::printf("%zu of the corpus and %ld in all\n", corpus.size(), running + 1);
}
