#include "adapters/http/multipart.hpp"

#include <gtest/gtest.h>

namespace buono::http {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=----Mark1";

std::string part(std::string_view head, std::string_view value) {
    return "------Mark1\r\n" + std::string{head} + "\r\n\r\n" + std::string{value} + "\r\n";
}
std::string named(std::string_view name, std::string_view value) {
    return part("Content-Disposition: form-data; name=\"" + std::string{name} + "\"", value);
}
constexpr std::string_view kEnd = "------Mark1--\r\n";

TEST(Multipart, ReadsFieldsAndTheBytesOfFiles) {
    const std::string bytes{"\xE0;\0b\r\n--x\r\n\r\n", 13};
    const auto file = part(
        "Content-Disposition: form-data; name=\"file\"; filename=\"domande (1).csv\"\r\nContent-Type: text/csv", bytes);
    const auto form = readMultipart(
        kType, named("csrf", "abc") + file + named("note", "a\r\nb \xC3\xA8") + named("empty", "") + std::string{kEnd});
    ASSERT_TRUE(form) << form.error().detail;
    EXPECT_EQ(form->size(), 4U);
    EXPECT_EQ(form->get("csrf"), "abc");
    EXPECT_EQ(form->get("file"), bytes);
    EXPECT_EQ(form->get("note"), "a\r\nb \xC3\xA8");
    EXPECT_TRUE(form->has("empty"));
    EXPECT_EQ(readMultipart(kType, "------Mark1--")->size(), 0U);
    EXPECT_TRUE(readMultipart("Multipart/Form-Data; charset=utf-8; Boundary=\"----Mark1\"",
                              named("a", "1") + std::string{kEnd}));
}

TEST(Multipart, AFileThatHoldsHalfAMarkIsKeptWhole) {
    const auto file = part("Content-Disposition: form-data; name=\"f\"; filename=\"\"", "\r\n------Mar\r\n----Mark1");
    const auto form = readMultipart(kType, file + std::string{kEnd});
    ASSERT_TRUE(form);
    EXPECT_EQ(form->get("f"), "\r\n------Mar\r\n----Mark1");
}

TEST(Multipart, RefusesWhatBrowsersDoNotSend) {
    const std::string end{kEnd};
    for (const auto& body :
         {std::string{},
          std::string{"------Mark1"},
          std::string{"------Mark1\r\n"},
          "\r\n" + named("a", "1") + end,
          "x" + named("a", "1") + end,
          named("a", "1"),
          named("a", "1") + end + "x",
          named("a", "1") + "------Mark2--\r\n",
          named("", "1") + end,
          named(std::string(65, 'n'), "1") + end,
          named("a", std::string{"\0", 1}) + end,
          named("a", "\xE0") + end,
          named("a", "\x1B") + end,
          named("a\xFF", "1") + end,
          part("Content-Disposition: form-data", "1") + end,
          part("Content-Type: text/plain", "1") + end,
          part("Content-Disposition: form-data; name=\"a", "1") + end,
          part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "MQ==") + end,
          part("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "1") + end,
          part("Content-Disposition: form-data; name=\"a\"; x=\"" + std::string(1'100, 'x') + "\"", "1") + end,
          std::string{"------Mark1\r\n\r\n1\r\n"} + end})
        EXPECT_FALSE(readMultipart(kType, body)) << body;
    std::string many;
    for (int i = 0; i < 32; ++i) many += named("a", "1");
    EXPECT_TRUE(readMultipart(kType, many + end));
    EXPECT_FALSE(readMultipart(kType, many + named("a", "1") + end));
}

TEST(Multipart, TheBoundaryIsNamedAndPlain) {
    for (const auto* type :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
          "multipart/form-data; boundary=\"----Mark1", "multipart/form-data; boundary=a b\r\n"})
        EXPECT_FALSE(readMultipart(type, named("a", "1") + std::string{kEnd})) << type;
    EXPECT_FALSE(
        readMultipart("multipart/form-data; boundary=" + std::string(71, 'b'), "--" + std::string(71, 'b') + "--"));
}

}  // namespace
}  // namespace buono::http
