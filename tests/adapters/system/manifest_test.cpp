#include "adapters/system/manifest.hpp"

#include <gtest/gtest.h>

#include "adapters/system/files.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using system::Keys;
using system::Manifest;

Keys keysIn(const Folder& folder, const char* master = "0123456789abcdef0123456789abcdef") {
    EXPECT_TRUE(system::writeFile(folder / "master.key", master));
    return *Keys::open(folder.path(), system::Missing::Refuse);
}

Manifest some() {
    Manifest manifest;
    manifest.city = "Milano";
    manifest.version = "0.1.0";
    manifest.made = "2026-03-01T08:00:00.000000Z";
    manifest.schema = 17;
    manifest.seq = 42;
    manifest.hash = std::string(64, 'a');
    manifest.at = "2026-03-01T07:59:59.000000Z";
    system::Sum sum{4096, {}};
    sum.sha256.fill(0x5c);
    manifest.files = {{"buono.db", sum}, {"head.note", {3, {}}}};
    return manifest;
}

TEST(Manifest, ReadsWhatWasSigned) {
    const Folder folder;
    const auto keys = keysIn(folder);
    const auto read = Manifest::read(some().sign(keys), keys);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->city, "Milano");
    EXPECT_EQ(read->schema, 17);
    EXPECT_EQ(read->seq, 42U);
    EXPECT_EQ(read->hash, std::string(64, 'a'));
    EXPECT_EQ(read->made, "2026-03-01T08:00:00.000000Z");
    ASSERT_EQ(read->files.size(), 2U);
    EXPECT_EQ(read->files[0].name, "buono.db");
    EXPECT_EQ(read->files[0].sum, some().files[0].sum);
}

TEST(Manifest, NoBitOfItCanTurn) {
    const Folder folder;
    const auto keys = keysIn(folder);
    const auto note = some().sign(keys);
    for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
        auto turned = note;
        turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << bit % 8));
        EXPECT_FALSE(Manifest::read(turned, keys)) << "bit " << bit;
    }
}

TEST(Manifest, NeitherShorterNorLongerIsRead) {
    const Folder folder;
    const auto keys = keysIn(folder);
    const auto note = some().sign(keys);
    for (std::size_t size = 0; size < note.size(); ++size) EXPECT_FALSE(Manifest::read(note.substr(0, size), keys));
    EXPECT_FALSE(Manifest::read(note + "\n", keys));
    EXPECT_FALSE(Manifest::read(note + note, keys));
}

TEST(Manifest, AnotherKeyHasSignedNothing) {
    const Folder one, other;
    const auto note = some().sign(keysIn(one));
    EXPECT_FALSE(Manifest::read(note, keysIn(other, "fedcba9876543210fedcba9876543210")));
}

TEST(Manifest, ACityOfTwoLinesIsOneLine) {
    const Folder folder;
    const auto keys = keysIn(folder);
    auto manifest = some();
    manifest.city = "Milano\nseq 9999";
    const auto read = Manifest::read(manifest.sign(keys), keys);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->seq, 42U);
    EXPECT_EQ(read->city, "Milano seq 9999");
}

}  // namespace
}  // namespace buono::test
