// A file that is not what was written: nothing is read of it, or the log is mended, or nothing starts.
#include <sqlite3.h>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <vector>

#include "adapters/store/drivers/sqlite/seal.hpp"
#include "adapters/store/drivers/sqlite/sealed_pages.hpp"
#include "contract/house.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using store::Mode;

class StoreDamage : public ::testing::Test {
protected:
    std::string file() const { return (folder_ / "buono.db").string(); }

    /// What a host that was killed after so many changes leaves: they are in its log.
    void leave(int changes) {
        const Place place{store::Engine::Sqlite};
        House house{place};
        for (int i = 0; i < changes; ++i) house.wallet("key-" + std::to_string(i), 100);
        for (const auto* ending : {"", "-wal"})
            std::filesystem::copy_file(place.where() + ending, file() + ending,
                                       std::filesystem::copy_options::overwrite_existing);
    }
    /// The same, after a stop in good order; the last one again for 0.
    void leaveWhole(int changes) {
        const auto whole = folder_ / "whole.db";
        if (changes > 0) {
            leave(changes);
            ASSERT_TRUE(opened());
            std::filesystem::copy_file(file(), whole, std::filesystem::copy_options::overwrite_existing);
        }
        std::filesystem::remove(file() + "-wal");
        std::filesystem::copy_file(whole, file(), std::filesystem::copy_options::overwrite_existing);
    }
    static void change(const std::string& name, const std::function<void(std::string&)>& what) {
        std::ifstream in{name, std::ios::binary};
        std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        in.close();
        what(bytes);
        std::ofstream{name, std::ios::binary} << bytes;
    }
    static void turnBit(const std::string& name, std::size_t byte, int bit) {
        change(name, [&](std::string& bytes) { bytes.at(byte) = static_cast<char>(bytes[byte] ^ 1 << bit); });
    }
    /// Opened for writing and closed again; the refusal where it was refused.
    Status opened() const {
        const auto connection = store::open(file(), Mode::Writing);
        return connection ? kOk : Status{connection.error()};
    }
    std::int64_t replies() const {
        const auto reader = *store::open(file(), Mode::Reading);
        return count(*reader, "SELECT COUNT(*) FROM replies");
    }
    void readAll() const {
        const auto reader = store::open(file(), Mode::Reading);
        if (!reader) throw store::StoreDown{reader.error().detail};  // The schema is the first that is read.
        (*reader)->rows("PRAGMA integrity_check", [](const store::Row&) {});
    }

    /// Somebody's sqlite3.
    class Other {
    public:
        explicit Other(const std::string& file) { sqlite3_open(file.c_str(), &database_); }
        ~Other() { sqlite3_close(database_); }
        Other(const Other&) = delete;
        Other& operator=(const Other&) = delete;
        sqlite3* get() const { return database_; }
        void run(const std::string& sql) const {
            EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
                << sqlite3_errmsg(database_);
        }
        std::vector<std::string> ask(const std::string& sql) const {
            std::vector<std::string> found;
            const auto add = [](void* to, int, char** values, char**) {
                static_cast<std::vector<std::string>*>(to)->emplace_back(values[0]);
                return 0;
            };
            EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), add, &found, nullptr), SQLITE_OK);
            return found;
        }

    private:
        sqlite3* database_ = nullptr;
    };

    /// What a killed host of the release before left: its pages have no room for seals.
    void leaveEarlier(int changes) {
        leaveWhole(changes);
        const auto earlier = (folder_ / "earlier.db").string();
        const Other other{earlier};
        other.run("PRAGMA journal_mode = WAL; ATTACH '" + file() + "' AS whole");
        for (const auto& sql : other.ask("SELECT sql FROM whole.sqlite_schema WHERE sql NOT NULL")) other.run(sql);
        for (const auto& table : other.ask("SELECT name FROM whole.sqlite_schema WHERE type = 'table'"))
            other.run("INSERT INTO " + table + " SELECT * FROM whole." + table);
        other.run("DETACH whole");
        for (const auto* ending : {"", "-wal"})
            std::filesystem::copy_file(earlier + ending, file() + ending,
                                       std::filesystem::copy_options::overwrite_existing);
    }
    /// By the backup interface, in small steps. @param vfs  of the copy.
    void copyBySqlite(const std::string& copy, const char* vfs) const {
        std::filesystem::remove(copy);
        const Other from{file()};
        sqlite3* to = nullptr;
        ASSERT_EQ(sqlite3_open_v2(copy.c_str(), &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
        auto* const backup = sqlite3_backup_init(to, "main", from.get(), "main");
        ASSERT_NE(backup, nullptr);
        while (sqlite3_backup_step(backup, 5) == SQLITE_OK) {
        }
        EXPECT_EQ(sqlite3_backup_finish(backup), SQLITE_OK);
        EXPECT_EQ(sqlite3_close(to), SQLITE_OK);
    }
    /// Every page of it: as XXH64 says it, and none is zero.
    static void expectSealed(const std::string& name) {
        std::ifstream in{name, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        ASSERT_GE(bytes.size(), 10 * kPage);
        for (std::size_t page = 0; page < bytes.size() / kPage; ++page) {
            std::uint64_t seal;
            std::memcpy(&seal, &bytes[(page + 1) * kPage - 8], 8);
            EXPECT_EQ(seal, store::sealOf(&bytes[page * kPage], kPage, page + 1)) << page;
        }
    }

    static constexpr std::size_t kPage = 4'096;
    const Folder folder_;
};

constexpr std::size_t kFrame = 24 + 4'096, kLogHead = 32;

TEST(Seal, IsTheChecksumThatOthersCallXxh64) {
    std::array<unsigned char, 224> bytes{};  // The generator of the specification's own tests.
    std::uint64_t next = 2'654'435'761;
    for (auto& byte : bytes) {
        byte = static_cast<unsigned char>(next >> 56);
        next *= 11'400'714'785'074'694'797ULL;
    }
    EXPECT_EQ(store::xxh64(bytes.data(), 0, 0), 0xef46db3751d8e999U);
    EXPECT_EQ(store::xxh64(bytes.data(), 8, 0), 0xcdbcf538e71d1348U);
    EXPECT_EQ(store::xxh64(bytes.data(), 24, 7), 0x4b340ff23b27552bU);
    EXPECT_EQ(store::xxh64(bytes.data(), 32, 1), 0x45b462ff81484f35U);
    EXPECT_EQ(store::xxh64(bytes.data(), 224, 0), 0x560a22f68d44baa4U);
    EXPECT_EQ(store::xxh64(bytes.data(), 224, 2654435761), 0xce6601fbb696a3cbU);
}

TEST_F(StoreDamage, NoPageIsReadThatIsNotWhatWasWritten) {
    leaveWhole(3);
    for (std::size_t page = 1; page < std::filesystem::file_size(file()) / kPage; page += 7) {
        SCOPED_TRACE(page);
        turnBit(file(), page * kPage + 1'000, 3);
        try {
            readAll();
            ADD_FAILURE() << "it was read";
        } catch (const store::StoreDown& down) {
            const auto named = file() + ": page " + std::to_string(page + 1) + " (4096 bytes from byte " +
                               std::to_string(page * kPage) + " on) is not what was written: restore a backup";
            EXPECT_NE(std::string{down.what()}.find(named), std::string::npos) << down.what();
        }
        turnBit(file(), page * kPage + 1'000, 3);
    }
    EXPECT_EQ(replies(), 3);
}

TEST_F(StoreDamage, APageInAnothersPlaceAndOneOfZerosAreNotRead) {
    leaveWhole(3);
    const auto exchange = [&] {
        change(file(), [](std::string& bytes) {
            std::swap_ranges(bytes.begin() + kPage, bytes.begin() + 2 * kPage, bytes.begin() + 2 * kPage);
        });
    };
    exchange();
    EXPECT_THROW(readAll(), store::StoreDown);
    exchange();
    change(file(), [](std::string& bytes) { bytes.replace(kPage, kPage, kPage, '\0'); });
    EXPECT_THROW(readAll(), store::StoreDown);
}

TEST_F(StoreDamage, WhatAnotherProgramHasMovedFromTheLogIsBelieved) {
    leave(3);
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "SELECT COUNT(*) FROM replies", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);  // Moves the log, as the last to leave does.
    ASSERT_FALSE(std::filesystem::exists(file() + "-wal"));
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 3);
}

TEST_F(StoreDamage, ABitOfTheHeaderIsRefusedOrChangesNothing) {
    leaveWhole(3);
    constexpr std::size_t kHeader = 100, kReserved = 20;
    std::size_t turned = 0, refused = 0;
    for (std::size_t bit = 0; bit < kHeader * 8; bit += bit / 8 == kReserved ? 1 : 8, ++turned) {
        SCOPED_TRACE(bit);
        leaveWhole(0);
        turnBit(file(), bit / 8, static_cast<int>(bit / 8 == kReserved ? bit % 8 : bit / 8 % 8));
        const auto start = opened();
        refused += !start;
        EXPECT_FALSE(start && bit / 8 == kReserved);  // Not taken for a database without seals.
        if (start) {
            EXPECT_EQ(replies(), 3);
        }
    }
    EXPECT_GT(refused, turned / 2);
}

TEST_F(StoreDamage, CopiesThatSqliteMakesAreSealed) {
    leaveWhole(3);
    const auto copy = (folder_ / "copy.db").string();
    (*store::open(file(), Mode::Writing))->script("VACUUM INTO '" + copy + "'");
    expectSealed(copy);
    copyBySqlite(copy, store::sealingVfs(sqlite3_vfs_find(nullptr))->zName);
    expectSealed(copy);
    std::filesystem::remove(copy);
    const auto reading = *store::open(file(), Mode::Reading);
    reading->begin();
    count(*reading, "SELECT COUNT(*) FROM replies");
    EXPECT_TRUE(store::copy(*reading, copy, [](auto, auto) { return kOk; }));
    reading->rollback();
    expectSealed(copy);
}

TEST_F(StoreDamage, CopiesThatOtherProgramsMakeAreBelieved) {
    leaveWhole(3);
    const auto copy = (folder_ / "copy.db").string();
    copyBySqlite(copy, nullptr);
    std::filesystem::rename(copy, file());
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 3);
    Other{file()}.run("VACUUM INTO '" + copy + "'");
    std::filesystem::rename(copy, file());
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 3);
}

TEST_F(StoreDamage, ADatabaseOfAnEarlierReleaseIsSealedAtItsFirstStart) {
    leaveEarlier(5);
    const auto start = opened();
    ASSERT_TRUE(start) << start.error().detail;
    EXPECT_EQ(replies(), 5);
    expectSealed(file());
    EXPECT_TRUE(opened());
}

TEST_F(StoreDamage, ItIsReadAndCopiedAsItIsBeforeThat) {
    leaveEarlier(5);
    const auto copy = (folder_ / "copy.db").string();
    {
        const auto reading = *store::open(file(), Mode::Reading);
        reading->begin();
        EXPECT_EQ(count(*reading, "SELECT COUNT(*) FROM replies"), 5);
        EXPECT_TRUE(store::copy(*reading, copy, [](auto, auto) { return kOk; }));
        reading->rollback();
    }
    std::filesystem::rename(copy, file());
    std::filesystem::remove(file() + "-wal");
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 5);
    expectSealed(file());
}

TEST_F(StoreDamage, ItIsSealedUnderTheNameThatALinkHas) {
    leaveEarlier(5);
    const auto own = (folder_ / "elsewhere.db").string();
    for (const auto* ending : {"", "-wal"}) std::filesystem::rename(file() + ending, own + ending);
    std::filesystem::create_symlink(own, file());
    ASSERT_TRUE(opened());
    EXPECT_TRUE(std::filesystem::is_symlink(file()));
    EXPECT_EQ(replies(), 5);
    expectSealed(own);
}

TEST_F(StoreDamage, ItIsNotSealedWhileSomebodyHasItOpen) {
    leaveEarlier(5);
    {
        Other reader{file()};
        reader.run("BEGIN; SELECT COUNT(*) FROM replies");
        const auto refused = opened();
        ASSERT_FALSE(refused);
        EXPECT_EQ(store::exitCodeOf(refused.error()), 75);
    }
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 5);
}

TEST_F(StoreDamage, ADamagedOneIsNotSealed) {
    leaveEarlier(5);
    const auto root = Other{file()}.ask("SELECT rootpage FROM sqlite_schema WHERE name = 'replies'").at(0);
    const auto page = (std::stoul(root) - 1) * kPage;  // What looked at it has moved the log into it.
    change(file(), [&](std::string& bytes) { bytes.replace(page, 100, 100, '\x7f'); });
    const auto refused = opened();
    ASSERT_FALSE(refused);
    EXPECT_EQ(store::exitCodeOf(refused.error()), 70);
    EXPECT_NE(refused.error().detail.find("restore a backup"), std::string::npos) << refused.error().detail;
    EXPECT_FALSE(std::filesystem::exists(file() + "-sealing"));
}

TEST_F(StoreDamage, ABitThatHasTurnedInTheLogIsTurnedBack) {
    // Of its header's salt; of a frame's salt, checksum, page number and page.
    for (const auto byte :
         {std::size_t{17}, kLogHead + 9, kLogHead + 17, kLogHead + 3 * kFrame, kLogHead + 24 + 1'000}) {
        SCOPED_TRACE(byte);
        leave(5);
        turnBit(file() + "-wal", byte, 2);
        const auto mended = opened();
        EXPECT_TRUE(mended) << (mended ? "" : mended.error().detail);
        EXPECT_EQ(replies(), 5);
    }
}

TEST_F(StoreDamage, WhatCannotBeTurnedBackIsRefusedAndNotForgotten) {
    leave(5);
    turnBit(file() + "-wal", kLogHead + 24 + 1'000, 2);
    turnBit(file() + "-wal", kLogHead + 24 + 2'000, 5);
    const auto refused = opened();
    ASSERT_FALSE(refused);
    EXPECT_EQ(store::exitCodeOf(refused.error()), 70);
    EXPECT_NE(refused.error().detail.find("restore a backup"), std::string::npos);
}

TEST_F(StoreDamage, APageOfTheLogIsNotReadThatIsNotWhatWasWritten) {
    const Place place{store::Engine::Sqlite};
    House house{place};
    for (int i = 0; i < 5; ++i) house.wallet("key-" + std::to_string(i), 100);
    const auto log = place.where() + "-wal";
    std::map<std::string, std::size_t> last;  // A page that a later frame has anew is not read.
    change(log, [&](const std::string& bytes) {
        for (std::size_t frame = 0; kLogHead + frame * kFrame < bytes.size(); ++frame)
            last[bytes.substr(kLogHead + frame * kFrame, 4)] = frame;
    });
    for (const auto& [page, frame] : last) {
        SCOPED_TRACE(frame);
        const auto byte = kLogHead + frame * kFrame + 24 + 2'000;
        turnBit(log, byte, 6);
        try {
            place.open(Mode::Reading)->rows("PRAGMA integrity_check", [](const store::Row&) {});
            ADD_FAILURE() << "it was read";
        } catch (const store::StoreDown& down) {
            const auto named = log + ": frame " + std::to_string(frame + 1) + " (4096 bytes from byte ";
            EXPECT_NE(std::string{down.what()}.find(named), std::string::npos) << down.what();
        }
        turnBit(log, byte, 6);
    }
    EXPECT_GT(last.size(), 4U);
    EXPECT_NO_THROW(count(*place.open(Mode::Reading), "SELECT COUNT(*) FROM replies"));
}

TEST_F(StoreDamage, NothingIsMovedOutOfTheLogThatIsNotWhatWasWritten) {
    leave(5);
    EXPECT_EXIT(
        {
            const auto connection = *store::open(file(), Mode::Writing);
            connection->script("CREATE TABLE more (x BIGINT)");
            turnBit(file() + "-wal", std::filesystem::file_size(file() + "-wal") - 3'000, 6);
            connection->checkpoint(true);
        },
        ::testing::ExitedWithCode(70), "is not what was written: the next start turns a bit back");
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 5);
    EXPECT_NO_THROW(count(**store::open(file(), Mode::Reading), "SELECT COUNT(*) FROM more"));
}

TEST_F(StoreDamage, TheTornEndOfTheLogIsCutOff) {
    leave(5);
    change(file() + "-wal", [](std::string& bytes) { bytes.replace(bytes.size() - 3'000, 1'000, 1'000, 'x'); });
    EXPECT_TRUE(opened());
    EXPECT_EQ(replies(), 4);  // The last commit did not come to its end: nobody was told of it.
}

}  // namespace
}  // namespace buono::test
