#include "city/foundation.hpp"

#include <charconv>
#include <filesystem>

#include "adapters/http/log.hpp"
#include "adapters/plugins/plugin_file.hpp"
#include "adapters/store/database.hpp"
#include "adapters/system/files.hpp"
#include "city/backup.hpp"
#include "core/register/codes.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

constexpr std::int64_t kHour_us = 3'600'000'000;

/// The plugin's own "pay_within_h" where it is set, 1 to 9999; else the till's.
std::int64_t hoursOf(const settings::Settings& settings, const settings::Plugin& plugin) {
    const auto set = plugin.config.find("pay_within_h");
    if (set == plugin.config.end()) return settings.till_hours;
    int hours = 0;
    const auto* end = set->second.data() + set->second.size();
    const auto read = std::from_chars(set->second.data(), end, hours);
    return read.ec == std::errc{} && read.ptr == end && hours >= 1 && hours <= 9999 ? hours : settings.till_hours;
}

/// By what their files say of themselves, wherever they lie. One that cannot be read is refused when it is installed.
std::vector<purchases::MethodTerms> methodsOf(const settings::Settings& settings) {
    std::vector<purchases::MethodTerms> methods;
    for (const auto& plugin : settings.plugins) {
        const auto file = plugins::PluginFile::open((files::path{settings.plugins_folder} / plugin.file).string());
        if (file && file->manifest().kind == plugins::Kind::Payment)
            methods.push_back({plugin.name, hoursOf(settings, plugin) * kHour_us});
    }
    return methods;
}

/// An operator must know, and know by how much: in whole seconds, ahead of the city's time or behind it.
void tellOfClock(const registers::ClockState& state) {
    const auto ahead_s = (state.machine.us - state.now.us) / 1'000'000;
    http::logTrouble(state.now, {}, state.sure ? "clock_sure" : "clock_in_doubt", std::to_string(ahead_s));
}

}  // namespace

Result<std::unique_ptr<Foundation>> Foundation::lay(const settings::Settings& settings) {
    std::unique_ptr<Foundation> city{new Foundation{settings}};
    for (const auto step : {&Foundation::openDirectory, &Foundation::openDatabase, &Foundation::openClock}) {
        if (auto done = (*city.*step)(); !done) return done.error();
    }
    city->introduce();
    return city;
}

Status Foundation::openDirectory() {
    const files::path folder{settings_.data_directory};
    std::error_code failed;
    if (files::exists(folder / kRestored, failed))
        return Error{ErrorCode::InvalidValue, settings_.data_directory,
                     "a restore into it was interrupted before its end: run the same `buono restore` again"};
    const bool made = files::create_directories(folder, failed);
    if (!failed && made) files::permissions(folder, files::perms::owner_all, failed);
    if (failed)
        return Error{system::isOutage(failed.value()) ? codes::kInternalError : ErrorCode::InvalidValue,
                     "data_directory", settings_.data_directory + " cannot be created: " + failed.message()};
    database_ = settings_.store_url.empty() ? (folder / "buono.db").string() : settings_.store_url;
    // A city that has data must not start with a new key; with PostgreSQL the key comes with the first host.
    const bool is_new = settings_.store_url.empty() ? !files::exists(database_) : true;
    auto keys = system::Keys::open(folder, is_new ? system::Missing::Create : system::Missing::Refuse);
    if (!keys) return keys.error();
    keys_ = *keys;
    return kOk;
}

Status Foundation::openDatabase() {
    auto where = store::locate(database_);
    if (!where) return where.error();
    database_ = *std::move(where);
    auto connection = store::open(database_, store::Mode::Writing, settings_.replicas);
    if (!connection) return connection.error();
    connection_ = *std::move(connection);
    if (auto done = store::migrate(*connection_, system::wall()); !done) return done;
    if (auto same = store::keepToKey(*connection_, keys_->of("city mark")); !same) return same;
    since_ = store::createdAt(*connection_);
    journal_.emplace(*connection_);
    book_.emplace(*journal_);
    outbox_.emplace(*connection_);
    projection_.emplace(*connection_, *book_, *journal_, live_);
    projection_->begin(store::restoreBook(*connection_, *book_, *journal_));
    return kOk;
}

Status Foundation::openClock() {
    auto calendar = system::CityCalendar::of(settings_.time_zone);
    if (!calendar) return calendar.error();
    calendar_ = *calendar;
    const auto floor = journal_->head().at;
    if (!settings_.demo) {
        system_clock_ = std::make_unique<system::SystemClock>(
            system::SystemClock::Start{settings_.data_directory, floor}, system::thisMachine(), tellOfClock);
        return kOk;
    }
    auto demo = system::DemoClock::open(settings_.data_directory, floor, system::thisMachine(), tellOfClock);
    if (!demo) return demo.error();
    demo_clock_ = *std::move(demo);
    return kOk;
}

void Foundation::introduce() {
    registers::Clock& clock = demo_clock_ ? static_cast<registers::Clock&>(*demo_clock_) : *system_clock_;
    ids_.emplace(clock);
    seal_.emplace(*keys_);
    notary_.emplace(*keys_, settings_.city_name);
    tools_.emplace(Tools{clock,
                         *ids_,
                         *calendar_,
                         digest_,
                         *seal_,
                         {keys_->of("vault wrapping"), keys_->of("vault index")},
                         showcase_,
                         known_codes_,
                         live_,
                         csv_,
                         payment_files_,
                         methodsOf(settings_),
                         {settings_.paying_agent, settings_.iban}});
    rows_.emplace(*connection_, *tools_);
    reading_.emplace(*rows_, *book_, *tools_);
    changing_.emplace(Changing::Desk{*rows_, *reading_, *book_, *outbox_}, *tools_);
}

std::unique_ptr<store::Writer> Foundation::writer(std::function<void(registers::Instant)> errands_wait,
                                                  std::function<void(std::uint64_t)> journal_grew) {
    const auto keep_digest = [this](const registers::Sha256& digest) {
        return seal_->mark("request digest", {reinterpret_cast<const char*>(digest.data()), digest.size()});
    };
    return std::make_unique<store::Writer>(
        store::Writer::Rooms{*connection_, *book_, *journal_, *outbox_, *projection_, tools_->clock, *ids_},
        store::Writer::Options{.free_bytes_min = settings_.free_bytes_min,
                               .errands_wait = std::move(errands_wait),
                               .journal_grew = std::move(journal_grew),
                               .keep_digest = keep_digest});
}

}  // namespace buono::city
