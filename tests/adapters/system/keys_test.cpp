#include "adapters/system/keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <algorithm>
#include <fstream>
#include <thread>

#include "adapters/system/digest.hpp"
#include "adapters/system/seal.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using system::Keys;
using system::Missing;

void writeKey(const Folder& folder, std::string_view bytes, mode_t mode = 0600) {
    const auto file = folder / "master.key";
    std::ofstream{file, std::ios::binary} << bytes;
    ::chmod(file.c_str(), mode);
}

std::string hex(const auto& bytes) {
    std::string out;
    for (const auto byte : bytes) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", byte);
        out += two;
    }
    return out;
}

Keys fixedKeys(const Folder& folder) {
    writeKey(folder, "0123456789abcdef0123456789abcdef");
    return *Keys::open(folder.path(), Missing::Refuse);
}

}  // namespace

TEST(Keys, AreMadeOnceForTheirOwnerOnlyAndReadAgain) {
    const Folder folder;
    const auto made = Keys::open(folder.path(), Missing::Create);
    ASSERT_TRUE(made);
    struct stat found {};
    ASSERT_EQ(::stat((folder / "master.key").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0600U);
    EXPECT_EQ(found.st_size, 32);

    const auto again = Keys::open(folder.path(), Missing::Create);

    ASSERT_TRUE(again);
    EXPECT_EQ(again->of("one"), made->of("one"));
    EXPECT_FALSE(std::filesystem::exists(folder / "master.key.new"));
}

TEST(Keys, AreAnotherForEachPurposeAndEachCity) {
    const Folder here, there;
    const auto keys = *Keys::open(here.path(), Missing::Create);
    EXPECT_NE(keys.of("vault wrapping"), keys.of("vault index"));
    EXPECT_NE(keys.of("vault index"), Keys::open(there.path(), Missing::Create)->of("vault index"));
}

// Computed with Python: hmac(prk = hmac(32 zero bytes, master), "buono " + purpose + 0x01). A change of it opens no
// row.
TEST(Keys, AreTheSameForEver) {
    const Folder folder;
    EXPECT_EQ(hex(fixedKeys(folder).of("vault wrapping")),
              "479e47776d2db87d57720543c18bb631a6325f8e2eff395334a80c9d71af03d0");
}

TEST(Keys, RefuseAFileThatIsNoSecret) {
    const std::string whole(32, 'k');
    struct Case {
        const char* rule;
        std::string bytes;
        mode_t mode;
    };
    const Case cases[] = {{"group may read", whole, 0640},    {"all may read", whole, 0604},
                          {"group may write", whole, 0620},   {"a byte short", whole.substr(1), 0600},
                          {"a byte long", whole + "k", 0600}, {"empty", "", 0600}};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.rule);
        const Folder folder;
        writeKey(folder, c.bytes, c.mode);
        EXPECT_FALSE(Keys::open(folder.path(), Missing::Create));
    }
    const Folder folder;
    writeKey(folder, whole);
    EXPECT_TRUE(Keys::open(folder.path(), Missing::Refuse)) << "the same file is accepted when nothing is wrong";
}

TEST(Keys, RefuseALinkAndAMissingFileWhereThereIsData) {
    const Folder folder, elsewhere;
    EXPECT_FALSE(Keys::open(folder.path(), Missing::Refuse));
    writeKey(elsewhere, std::string(32, 'k'));
    std::filesystem::create_symlink(elsewhere / "master.key", folder / "master.key");
    EXPECT_FALSE(Keys::open(folder.path(), Missing::Create));
}

TEST(HmacSeal, MarksTheSameTextAlikeAndAnotherPurposeOtherwise) {
    const Folder folder;
    const auto keys = fixedKeys(folder);
    const system::HmacSeal seal{keys};
    const auto mark = seal.mark("quote", "text");
    EXPECT_EQ(hex(mark), "eb64bd5a9d02cda950dd387488970a9fe5371af0c48a54576b49043bc5e62087");
    EXPECT_EQ(seal.mark("quote", "text"), mark);
    EXPECT_NE(seal.mark("code", "text"), mark);
    EXPECT_NE(seal.mark("quote", "texu"), mark);
}

TEST(HmacSeal, ServesManyThreadsAtOnce) {
    const Folder folder;
    const auto keys = fixedKeys(folder);
    const system::HmacSeal seal{keys};
    const auto expected = system::HmacSeal{keys}.mark("quote", "text");
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (auto& mine : wrong)
        threads.emplace_back([&] {
            for (int i = 0; i < 2'000; ++i) mine += seal.mark("quote", "text") != expected;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4));
}

TEST(Sha256Digest, AgreesWithTheStandardsExamples) {
    const system::Sha256Digest digest;
    EXPECT_EQ(hex(digest.sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(digest.sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace buono::test
