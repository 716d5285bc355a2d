#include "adapters/system/notary.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <stdexcept>

#include "adapters/system/files.hpp"
#include "adapters/system/head_drop.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using system::HeadDrop;
using system::Keys;

Keys keysIn(const Folder& folder, const char* master = "0123456789abcdef0123456789abcdef") {
    EXPECT_TRUE(system::writeFile(folder / "master.key", master));
    return *Keys::open(folder.path(), system::Missing::Refuse);
}

ledger::Head headAt(std::uint64_t seq) {
    ledger::Head head{seq, {1'772'352'000'000'000}, {}};
    head.hash.fill(0xab);
    return head;
}

/// A journal that only ends somewhere.
struct Ending final : ledger::Entries {
    std::atomic<std::uint64_t> seq = 0;
    bool is_down = false;
    std::vector<ledger::KeptEntry> from(std::uint64_t, std::size_t, std::size_t) const override { return {}; }
    ledger::Head head() const override {
        if (is_down) throw std::runtime_error{"down"};
        return headAt(seq);
    }
};

struct StillClock final : registers::Clock {
    std::int64_t us = 1'000'000'000;
    registers::Instant now() override { return {us}; }
};

struct Bench {
    Folder folder;
    Ending entries;
    StillClock clock;
    system::Ed25519Notary notary{keysIn(folder), "Milano"};
    int failures = 0;
    HeadDrop drop{{entries, notary, clock, folder.path(), [this](const Error&) { ++failures; }}};

    std::string file() const { return system::readFile(folder / "head.note", 4096)->value_or(""); }
};

}  // namespace

// The note and its verifier were made by another Ed25519 and HKDF (Python's); tests/audit/note_test.cpp has the same.
TEST(Ed25519Notary, SignsAsAnotherProgramDoes) {
    const Folder folder;
    const system::Ed25519Notary notary{keysIn(folder), "Milano"};
    auto head = headAt(8);
    const std::string hash = "3a9849b34e5c27c78a354e6ed6490904741a07729f18787fdd6cec70ff9aa47a";
    for (std::size_t i = 0; i < head.hash.size(); ++i)
        head.hash[i] = static_cast<std::uint8_t>(std::stoi(hash.substr(2 * i, 2), nullptr, 16));
    EXPECT_EQ(notary.verifier(), "buono-milano+acc9c420+Aeg+pN/C+c+c/yfjAAsoVKsGjzIkEvyKz09jkk+7H4l5");
    EXPECT_EQ(notary.note(head),
              "buono ledger head v1\n8\n" + hash +
                  "\n2026-03-01T08:00:00.000000Z\n\n\u2014 buono-milano "
                  "rMnEIHaIISDhLgevlFcuuSOGqbnXc6B99LV3D+idx1g78JeaUznCm9fRzx4m6avEsjVQKk+VKPV/P68tNtpTUeMm+w4=\n");
}

TEST(Ed25519Notary, NamesItsKeyAfterTheCityInPlainLetters) {
    const Folder folder;
    const system::Ed25519Notary notary{keysIn(folder), "Citt\u00e0 di Milano"};
    EXPECT_TRUE(notary.verifier().starts_with("buono-citt-di-milano+")) << notary.verifier();
}

TEST(Ed25519Notary, HasAnotherKeyInAnotherCity) {
    const Folder here, there;
    const system::Ed25519Notary one{keysIn(here), "Milano"};
    const system::Ed25519Notary other{keysIn(there, "fedcba9876543210fedcba9876543210"), "Milano"};
    EXPECT_NE(one.verifier(), other.verifier());
    EXPECT_NE(one.note(headAt(1)), other.note(headAt(1)));
}

TEST(HeadDrop, DropsNothingBeforeTheFirstEntryAndThatOneAtOnce) {
    Bench b;
    EXPECT_FALSE(b.drop.look());
    EXPECT_EQ(b.file(), "");
    b.entries.seq = 1;
    EXPECT_TRUE(b.drop.look());
    EXPECT_EQ(b.file(), b.notary.note(headAt(1)));
}

TEST(HeadDrop, DropsAgainAfterAMinuteOrAThousandEntriesAndOnlyWhenSomethingWasWritten) {
    Bench b;
    b.entries.seq = 1;
    ASSERT_TRUE(b.drop.look());
    b.clock.us += HeadDrop::kMinuteUs;
    EXPECT_FALSE(b.drop.look()) << "nothing was written";
    b.entries.seq = 2;
    EXPECT_TRUE(b.drop.look());
    b.clock.us += HeadDrop::kMinuteUs - 1;
    b.entries.seq = 1'001;
    EXPECT_FALSE(b.drop.look());
    b.entries.seq = 1'002;
    EXPECT_TRUE(b.drop.look());
    EXPECT_EQ(b.file(), b.notary.note(headAt(1'002)));
}

TEST(HeadDrop, DropsAtEveryThousandEntriesWithoutWaitingForTheNextLook) {
    Bench b;
    HeadDrop drop{{b.entries, b.notary, b.clock, b.folder.path(), nullptr, std::chrono::hours{1}}};
    b.entries.seq = 5;
    drop.start();
    const auto wait = [&](std::uint64_t seq) {  // Every commit says where the journal ends.
        while (b.file() != b.notary.note(headAt(seq))) drop.saw(seq), std::this_thread::yield();
    };
    wait(5);
    for (int i = 0; i < 50; ++i) {
        b.entries.seq += HeadDrop::kEntries;
        wait(b.entries.seq);
    }
}

TEST(HeadDrop, TriesAgainWhenItCouldNotReadOrWrite) {
    Bench b;
    b.entries.seq = 1;
    b.entries.is_down = true;
    EXPECT_FALSE(b.drop.look());
    b.entries.is_down = false;
    std::filesystem::create_directory(b.folder / "head.note");  // Nothing can be renamed over it.
    EXPECT_FALSE(b.drop.look());
    EXPECT_EQ(b.failures, 2);
    std::filesystem::remove(b.folder / "head.note");
    EXPECT_TRUE(b.drop.look());
}

TEST(HeadDrop, LooksByItselfAndStopsAtOnce) {
    Bench b;
    b.entries.seq = 1;
    b.drop.start();
    while (!std::filesystem::exists(b.folder / "head.note")) std::this_thread::yield();
    const auto before = std::chrono::steady_clock::now();
    b.drop.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{900});
}

}  // namespace buono::test
