#include "adapters/plugins/plugin_file.hpp"

#include <fstream>
#include <iterator>
#include <random>

#include "adapters/plugins/elf_note.hpp"

namespace buono::plugins {
namespace {

std::vector<char> shipped() {
    std::ifstream file{BUONO_PLUGINS "/payments/cash_desk.so", std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(PluginFile, SaysWhatThePluginIsWithoutRunningIt) {
    const auto file = PluginFile::open(BUONO_PLUGINS "/payments/cash_desk.so");
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_THAT(describe(*file), ::testing::HasSubstr("cash_desk 1.0.0 (Cash desk), payment method"));
    EXPECT_EQ(file->sha256().size(), 64U);
}

TEST(ElfNote, ATruncatedFileIsRefused) {
    const auto whole = shipped();
    for (std::size_t n = 0; n < 4096; n += 7) EXPECT_FALSE(readManifestNote({whole.data(), n}));
}

TEST(ElfNote, BentHeadersAreReadOrRefusedAndNeverPastTheirEnd) {
    const auto whole = shipped();
    std::mt19937 chance{1};  // Fixed: a failure repeats.
    for (int round = 0; round < 300; ++round) {
        auto bent = whole;
        for (int i = 0; i < 4; ++i) bent[chance() % 1024] = static_cast<char>(chance());
        const auto text = readManifestNote(bent);
        EXPECT_LE(text ? text->size() : 0, 65536U);
    }
}

TEST(Manifest, DepthTypesAndRangesAreHeld) {
    EXPECT_FALSE(parseManifest(std::string(60'000, '[')));
    EXPECT_FALSE(parseManifest("[]"));
    EXPECT_FALSE(parseManifest("{}"));
    EXPECT_FALSE(parseManifest(R"({"id": 7})"));
}

}  // namespace
}  // namespace buono::plugins
