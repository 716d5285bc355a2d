#include "adapters/system/sums.hpp"

#include <gtest/gtest.h>

#include "adapters/system/files.hpp"
#include "adapters/system/manifest.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

Status goOn(std::uint64_t) { return kOk; }

TEST(Sums, AreThoseOfSha256) {
    const Folder folder;
    ASSERT_TRUE(system::writeFile(folder / "abc", "abc"));
    const auto sum = system::sumOf(folder / "abc", goOn);
    ASSERT_TRUE(sum);
    EXPECT_EQ(sum->bytes, 3U);
    EXPECT_EQ(system::hexOf(sum->sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sums, ACopyIsTheSameBytesAndTheSameSum) {
    const Folder folder;
    std::string bytes(700'001, '\0');  // Some blocks and a rest.
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
    ASSERT_TRUE(system::writeFile(folder / "from", bytes));
    const auto sum = system::copyOf(folder / "from", folder / "to", goOn);
    ASSERT_TRUE(sum);
    EXPECT_EQ(*sum, *system::sumOf(folder / "to", goOn));
    EXPECT_EQ(**system::readFile(folder / "to", 1 << 20), bytes);
}

TEST(Sums, WhoeverFollowsMayEndIt) {
    const Folder folder;
    ASSERT_TRUE(system::writeFile(folder / "from", std::string(1 << 20, 'x')));
    std::uint64_t seen = 0;
    const auto sum = system::sumOf(folder / "from", [&](std::uint64_t bytes) -> Status {
        seen = bytes;
        return Error{ErrorCode::InvalidValue, "", "enough"};
    });
    ASSERT_FALSE(sum);
    EXPECT_EQ(sum.error().detail, "enough");
    EXPECT_LT(seen, 1U << 20U);
}

TEST(Sums, NothingIsOverwritten) {
    const Folder folder;
    ASSERT_TRUE(system::writeFile(folder / "from", "new"));
    ASSERT_TRUE(system::writeFile(folder / "to", "old"));
    EXPECT_FALSE(system::copyOf(folder / "from", folder / "to", goOn));
    EXPECT_EQ(**system::readFile(folder / "to", 10), "old");
    EXPECT_FALSE(system::sumOf(folder / "nothing", goOn));
}

}  // namespace
}  // namespace buono::test
