// Foundation: a city's data directory, keys, database, Book and rooms, ready to be written to, and nothing running yet.
//
// What serve, migrate and doctor --offline begin with. It holds the database's lock until it is destroyed. Built on the
// main thread; what writes belongs to the writer's thread once that runs.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/documents/csv_reader.hpp"
#include "adapters/documents/pain.hpp"
#include "adapters/settings/settings.hpp"
#include "adapters/store/writer.hpp"
#include "adapters/system/calendar.hpp"
#include "adapters/system/demo_clock.hpp"
#include "adapters/system/digest.hpp"
#include "adapters/system/ids.hpp"
#include "adapters/system/keys.hpp"
#include "adapters/system/notary.hpp"
#include "adapters/system/seal.hpp"
#include "city/changing.hpp"

namespace buono::city {

class Foundation {
public:
    /// Makes the data directory (0700), its key and the database where there are none, and applies the migrations.
    /// A refusal names the remedy.
    static Result<std::unique_ptr<Foundation>> lay(const settings::Settings& settings);

    const settings::Settings& settings() const { return settings_; }
    const std::string& database() const { return database_; }
    const Tools& tools() const { return *tools_; }
    const ledger::Book& book() const { return *book_; }
    store::Connection& connection() { return *connection_; }
    Changing& changing() { return *changing_; }
    registers::Instant since() const { return since_; }  ///< When the database was made.
    const ledger::Notary& notary() const { return *notary_; }
    registers::MovableClock* movableClock() { return demo_clock_.get(); }  ///< Only a demo city has one.
    registers::WatchedClock& watchedClock() { return demo_clock_ ? demo_clock_->watched() : *system_clock_; }

    /// The register on this database, not started. Both as store::Writer::Options.
    std::unique_ptr<store::Writer> writer(std::function<void(registers::Instant)> errands_wait = nullptr,
                                          std::function<void(std::uint64_t)> journal_grew = nullptr);

private:
    explicit Foundation(const settings::Settings& settings) : settings_{settings} {}

    Status openDirectory();
    Status openDatabase();
    Status openClock();
    void introduce();

    const settings::Settings settings_;
    std::string database_;
    registers::Instant since_;
    std::optional<system::Keys> keys_;
    std::unique_ptr<store::Connection> connection_;
    std::optional<store::JournalRows> journal_;
    std::optional<ledger::Book> book_;
    std::optional<store::OutboxRows> outbox_;
    store::LiveBalances live_;
    std::optional<store::Projection> projection_;
    std::optional<system::CityCalendar> calendar_;
    std::unique_ptr<system::DemoClock> demo_clock_;
    std::unique_ptr<system::SystemClock> system_clock_;
    std::optional<system::UuidIds> ids_;
    std::optional<system::HmacSeal> seal_;
    std::optional<system::Ed25519Notary> notary_;
    system::Sha256Digest digest_;
    store::ShowcaseWindow showcase_;
    store::KnownCodes known_codes_;
    documents::CsvReader csv_;
    documents::Pain payment_files_;
    std::optional<Tools> tools_;
    std::optional<Rows> rows_;
    std::optional<Reading> reading_;
    std::optional<Changing> changing_;
};

}  // namespace buono::city
