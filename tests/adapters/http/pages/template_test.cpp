#include "adapters/http/pages/template.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace buono::http::pages {
namespace {

std::string same(const std::string& text) { return text; }

std::string rendered(const std::string& source, const Data& data) {
    return Templates{{{"page", source}}, same}.render("page", data);
}

TEST(Template, EscapesWhatItIsGiven) {
    EXPECT_EQ(rendered("<p>{{name}}</p>", Data{}.text("name", "<b>\"&'")), "<p>&lt;b&gt;&quot;&amp;&apos;</p>");
}

TEST(Template, ANameThePageDidNotGiveIsAnError) {
    EXPECT_THROW(rendered("{{name}}", Data{}), std::logic_error);
    EXPECT_THROW(rendered("{{^name}}x{{/name}}", Data{}), std::logic_error);
}

TEST(Template, ATemplateThatIsNotThereIsAnError) {
    EXPECT_THROW((Templates{{}, same}.render("page", Data{})), std::logic_error);
    EXPECT_THROW((Templates{{{"page", "{{> absent}}"}}, same}), std::invalid_argument);
}

TEST(Template, ASectionLeftOpenStopsTheStart) {
    EXPECT_THROW((Templates{{{"page", "{{#list}}"}}, same}), std::invalid_argument);
    EXPECT_THROW((Templates{{{"page", "{{#t}}text"}}, same}), std::invalid_argument);
}

TEST(Template, TemplatesInACircleStopTheStart) {
    EXPECT_THROW((Templates{{{"a", "{{> b}}"}, {"b", "{{> a}}"}}, same}), std::invalid_argument);
}

TEST(Template, TextsAreTranslatedOnceWhateverTheirLineBreaks) {
    const Templates templates{{{"page", "{{#t}}Good\n   day{{/t}} {{name}}"}},
                              [](const std::string& text) { return text == "Good day" ? "Buongiorno" : "?"; }};
    EXPECT_EQ(templates.render("page", Data{}.text("name", "Ada")), "Buongiorno Ada");
}

TEST(Template, AListRepeatsAndAnEmptyOneHides) {
    const auto two = Data{}.list("rows", {Data{}.text("n", "1"), Data{}.text("n", "2")});
    EXPECT_EQ(rendered("{{#rows}}[{{n}}]{{/rows}}", two), "[1][2]");
    EXPECT_EQ(rendered("{{#rows}}x{{/rows}}{{^rows}}none{{/rows}}", Data{}.none("rows")), "none");
}

TEST(Template, EveryTemplateOfTheSiteParses) {
    Templates::Sources sources;
    for (const auto& file : std::filesystem::directory_iterator{BUONO_SOURCE "/host/web/templates"}) {
        std::ifstream in{file.path()};
        sources[file.path().stem().string()] = {std::istreambuf_iterator<char>{in}, {}};
    }
    EXPECT_GT(sources.size(), 10U);
    EXPECT_NO_THROW((Templates{sources, same}));
}

}  // namespace
}  // namespace buono::http::pages
