#include <cstdlib>
#include <ostream>

#include "adapters/cli/command_line.hpp"
#include "adapters/http/log_in.hpp"
#include "adapters/http/passwords.hpp"
#include "adapters/store/database.hpp"
#include "city/foundation.hpp"
#include "city/serve.hpp"
#include "core/register/codes.hpp"

namespace buono::city {
namespace {

Result<people::Account> managerOf(Foundation& city, const std::string& name) {
    const char* given = std::getenv("BUONO_PASSWORD");
    const std::string password = given == nullptr ? "" : given;
    if (auto strong = http::checkPassword(name, password); !strong)
        return Error{strong.error().code, "BUONO_PASSWORD", strong.error().detail};
    http::Passwords passwords;
    auto hash = passwords.hash(password);
    if (!hash) return hash.error();
    const auto id = city.tools().ids.next();
    return people::Account{id, name, *std::move(hash), people::Role::CityManager, id, {}, city.tools().clock.now()};
}

// Through the register, like every change: so it is attributed, dated and in the audit trail.
Status addManager(Foundation& city, const std::string& name) {
    const auto account = managerOf(city, name);
    if (!account) return account.error();
    const auto writer = city.writer();
    writer->start();
    const auto key = account->id.text();
    const auto added = writer->once({"host", key, city.tools().digest.sha256(key), "createManager"},
                                    [&]() -> Result<registers::Reply> {
                                        auto done = city.changing().changes().accounts.open_account(*account);
                                        if (!done) return done.error();
                                        return registers::Reply{201, {}};
                                    });
    writer->stop();
    return added || added.error().code == codes::kLoginTaken ? kOk : Status{added.error()};
}

}  // namespace

int migrate(const settings::Settings& settings, const std::string& manager, std::ostream& out) {
    auto city = Foundation::lay(settings);
    auto done = city ? kOk : Status{city.error()};
    if (done && !manager.empty()) done = addManager(**city, manager);
    if (!done) {
        out << "buono: " << done.error().field << ": " << done.error().detail << '\n';
        return city ? static_cast<int>(cli::Exit::Refused) : store::exitCodeOf(done.error());
    }
    out << "the database of " << settings.city_name << " is up to date, at seq " << (*city)->book().seq() << '\n';
    return static_cast<int>(cli::Exit::Done);
}

}  // namespace buono::city
