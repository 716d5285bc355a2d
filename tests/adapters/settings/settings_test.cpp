#include "adapters/settings/settings.hpp"

#include <gtest/gtest.h>

namespace buono::settings {
namespace {

TEST(Settings, TheShippedFileIsReadAndStatesTheDefaults) {
    const auto s = readFile(BUONO_SOURCE "/host/deploy/buono.toml");
    ASSERT_TRUE(s) << s.error().field << ": " << s.error().detail;
    const Settings defaults;
    EXPECT_EQ(s->data_directory, defaults.data_directory);
    EXPECT_EQ(s->port, defaults.port);
    EXPECT_EQ(s->time_zone, defaults.time_zone);
    EXPECT_EQ(s->till_hours, defaults.till_hours);
    EXPECT_EQ(s->free_bytes_min, defaults.free_bytes_min);
    EXPECT_EQ(s->replicas, defaults.replicas);
    ASSERT_EQ(s->plugins.size(), 2u);
    EXPECT_EQ(s->plugins[0].name, "cash_desk");
}

struct Wrong {
    const char* document;
    const char* field;
};

TEST(Settings, AWrongKeyIsNamed) {
    for (const auto& w :
         {Wrong{"colour = 'red'", "colour"}, Wrong{"[http]\nprot = 80", "http.prot"},
          Wrong{"[http]\nport = 65536", "http.port"}, Wrong{"[http]\nport = '80'", "http.port"},
          Wrong{"[http]\nhandlers = 0", "http.handlers"}, Wrong{"[store]\nreplicas = 9", "store.replicas"},
          Wrong{"http = 3", "http"}, Wrong{"[city]\ndemo = 1", "city.demo"},
          Wrong{"[http]\nproxies = '127.0.0.1'", "http.proxies"}, Wrong{"[http]\nproxies = [1]", "http.proxies"},
          Wrong{"[[plugins.load]]\nname = 'X'\nfile = 'a.so'", "plugins.load[0].name"},
          Wrong{"[[plugins.load]]\nname = 'pay'", "plugins.load[0].file"},
          Wrong{"[[plugins.load]]\nname = 'pay'\nfile = 'a.so'\nsha256 = 'AB'", "plugins.load[0].sha256"},
          Wrong{"[plugins]\nisolation_min = 'none'", "plugins.isolation_min"},
          Wrong{"[plugins]\nprocesses = 0", "plugins.processes"},
          Wrong{"[[plugins.load]]\nname = 'pay'\nfile = 'a.so'\nconfig = {a = 1}", "plugins.load[0].config.a"}}) {
        const auto s = read(w.document);
        ASSERT_FALSE(s) << w.document;
        EXPECT_EQ(s.error().field, w.field) << w.document;
        EXPECT_FALSE(s.error().detail.empty());
    }
}

TEST(Settings, ProxiesAreAListOfAddresses) {
    const auto s = read("[http]\nproxies = ['127.0.0.1', '::1']");
    ASSERT_TRUE(s);
    EXPECT_EQ(s->proxies, (std::vector<std::string>{"127.0.0.1", "::1"}));
}

TEST(Settings, AMalformedFileNamesTheLine) {
    const auto s = read("[http]\nport = = 3\n");
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error().code, ErrorCode::Malformed);
    EXPECT_EQ(s.error().field, "line 2");
}

TEST(Settings, AnUnfinishedHeaderStopsNobody) {
    for (const auto* text : {"[\n", "[[\n", "[a.\n]", "[a.]", "[[a.]]", "a.", "[", "a = [", "a = \"", "a = {"}) {
        const auto s = read(text);
        ASSERT_FALSE(s) << text;
        EXPECT_EQ(s.error().code, ErrorCode::Malformed) << text;
    }
}

TEST(Settings, AMissingFileIsAnErrorNotADefault) { EXPECT_FALSE(readFile("/nowhere/buono.toml")); }

}  // namespace
}  // namespace buono::settings
