#include "adapters/plugins/starter.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace buono::plugins {
namespace {

namespace files = std::filesystem;

class Starter : public ::testing::Test {
protected:
    Starter() { files::create_directories(folder_); }
    ~Starter() override { files::remove_all(folder_); }

    std::string refusal(const std::string& kind, const std::string& name) {
        const auto done = writeStarter(kind, name, folder_);
        return done ? "" : done.error().field + ": " + done.error().detail;
    }
    std::string text(const std::string& file) const {
        std::ifstream in{folder_ / file};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    const files::path folder_ = files::temp_directory_path() / ("buono-starter-" + std::to_string(::getpid()));
};

TEST_F(Starter, StandsUnderTheAuthorsName) {
    for (const std::string kind : {"payment", "provider", "verifier"}) {
        ASSERT_EQ(refusal(kind, "city_" + kind), "");
        EXPECT_THAT(text("city_" + kind + "/plugin.json"), ::testing::HasSubstr("\"id\": \"city_" + kind + "\""));
        EXPECT_THAT(text("city_" + kind + "/plugin.cpp"), ::testing::HasSubstr("BUONO_PLUGIN(City"));
        EXPECT_THAT(text("city_" + kind + "/CMakeLists.txt"), ::testing::HasSubstr("buono_add_plugin(city_" + kind));
        for (const std::string file : {"plugin.cpp", "plugin.json", "CMakeLists.txt", "README.md"}) {
            const auto written = text("city_" + kind + "/" + file);
            EXPECT_FALSE(written.empty()) << file;
            EXPECT_EQ(written.find("my_p") + written.find("MyP"), 2 * std::string::npos) << file;
        }
    }
}

TEST_F(Starter, ANameOfTheSdkIsNotDefinedTwice) {
    ASSERT_EQ(refusal("provider", "provider"), "");
    EXPECT_THAT(text("provider/plugin.cpp"), ::testing::HasSubstr("class ProviderPlugin final : public Provider"));
}

TEST_F(Starter, WhatCannotBeIsRefusedWithTheReason) {
    EXPECT_THAT(refusal("bank", "a_bank"), ::testing::HasSubstr("kind: say payment, provider or verifier"));
    for (const std::string& name :
         std::vector<std::string>{"", "a", "A_b", "9a", "a-b", "../x", "a/b", std::string(33, 'a')})
        EXPECT_THAT(refusal("payment", name), ::testing::HasSubstr("name: write 2 to 32")) << name;
    EXPECT_THAT(refusal("payment", "test"), ::testing::HasSubstr("means something to CMake"));
}

TEST_F(Starter, WhatIsThereIsLeftAlone) {
    files::create_directories(folder_ / "mine");
    EXPECT_THAT(refusal("payment", "mine"), ::testing::HasSubstr("is there already"));
    EXPECT_TRUE(files::is_empty(folder_ / "mine"));
    files::remove_all(folder_);
    EXPECT_THAT(refusal("payment", "mine"), ::testing::HasSubstr("No such file"));
}

}  // namespace
}  // namespace buono::plugins
