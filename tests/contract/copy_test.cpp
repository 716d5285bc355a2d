// A copy of a SQLite database is of one moment, however much is written while it is made.
#include <filesystem>
#include <fstream>

#include "contract/house.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using registers::Reply;
using store::Mode;

constexpr const char* kReplies = "SELECT COUNT(*) FROM replies";

class Copy : public testing::Test {
protected:
    /// So many changes, some of them large.
    void change(int count) {
        for (int i = 0; i < count; ++i) {
            const auto key = "key-" + std::to_string(next_++);
            ASSERT_TRUE(house_.change(key, [] { return Reply{201, std::string(20'000, 'x')}; }));
        }
    }
    std::unique_ptr<store::Connection> reader() { return place_.open(Mode::Reading); }

    Folder folder_;
    Place place_{store::Engine::Sqlite};
    House house_{place_};
    int next_ = 0;
};

TEST_F(Copy, IsOfTheMomentOfItsTransaction) {
    change(30);
    const auto reading = reader();
    reading->begin();
    const auto before = count(*reading, kReplies);
    const auto file = (folder_ / "copy.db").string();
    int steps = 0;
    ASSERT_TRUE(store::copy(*reading, file, [&](std::int64_t, std::int64_t) {
        change(2);
        return ++steps, kOk;
    }));
    reading->rollback();
    ASSERT_GT(steps, 1);
    EXPECT_EQ(count(*reading, kReplies), before + 2 * steps);
    const auto copied = *store::open(file, Mode::Reading);
    EXPECT_EQ(count(*copied, kReplies), before);
    EXPECT_TRUE(store::checkIntegrity(*copied));
    EXPECT_EQ(store::levelOf(*copied), store::levelOf(*reading));
}

// A reply's text is nothing that SQLite would miss a bit of.
TEST_F(Copy, IsSealedLikeTheDatabase) {
    change(30);
    const auto reading = reader();
    reading->begin();
    count(*reading, kReplies);
    const auto file = (folder_ / "copy.db").string();
    ASSERT_TRUE(store::copy(*reading, file, [](auto, auto) { return kOk; }));
    reading->rollback();
    EXPECT_TRUE(store::checkIntegrity(**store::open(file, Mode::Reading)));
    std::string bytes(std::filesystem::file_size(file), '\0');
    std::fstream raw{file, std::ios::in | std::ios::out | std::ios::binary};
    raw.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    raw.seekp(static_cast<std::streamoff>(bytes.find(std::string(3'000, 'x')) + 1'500));
    raw.put('y');
    raw.close();
    const auto turned = *store::open(file, Mode::Reading);
    EXPECT_FALSE(store::checkIntegrity(*turned));
}

TEST_F(Copy, EndsWhenItIsToldTo) {
    change(30);
    const auto reading = reader();
    reading->begin();
    count(*reading, kReplies);
    const auto copied = store::copy(*reading, (folder_ / "copy.db").string(), [](std::int64_t, std::int64_t) -> Status {
        return Error{codes::kBusy, "", "payments need the room"};
    });
    reading->rollback();
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().detail, "payments need the room");
}

TEST_F(Copy, OverwritesNothing) {
    const auto file = folder_ / "copy.db";
    std::filesystem::create_directory(file);
    const auto reading = reader();
    reading->begin();
    count(*reading, kReplies);
    EXPECT_FALSE(store::copy(*reading, file.string(), [](auto, auto) { return kOk; }));
    reading->rollback();
}

TEST_F(Copy, ADatabaseIsKeptFromTwo) {
    const auto file = (folder_ / "none.db").string();
    auto kept = store::keepAway(file);
    ASSERT_TRUE(kept);
    EXPECT_EQ(store::keepAway(file).error().code, codes::kBusy);
    EXPECT_EQ(store::open(file, Mode::Writing).error().code, codes::kBusy);
    *kept = nullptr;
    EXPECT_TRUE(store::open(file, Mode::Writing));
}

// What a reader that stays long, a backup, does to the log: it waits, and nothing that was written is lost.
TEST_F(Copy, AReaderThatStaysKeepsTheLogAndNobodyWaits) {
    change(5);
    const auto reading = reader();
    reading->begin();
    const auto before = count(*reading, kReplies);
    change(5);
    house_.writer.stop();  // Moves the log, as far as the reader lets it.
    EXPECT_EQ(count(*reading, kReplies), before);
    reading->rollback();
    EXPECT_EQ(count(*reading, kReplies), before + 5);
}

}  // namespace
}  // namespace buono::test
