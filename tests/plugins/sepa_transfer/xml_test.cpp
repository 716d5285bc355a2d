#include "xml.hpp"

#include <gtest/gtest.h>

namespace sepa {
namespace {

/// What it reads, in one line: "<a>", "text", "</a>", and "." or "!" at the end.
std::string read(std::string_view bytes) {
    Xml xml{bytes};
    std::string out;
    while (true) {
        switch (xml.next()) {
            case Xml::Event::Open: out.append("<").append(xml.name()).append(">"); break;
            case Xml::Event::Text: out += xml.text(); break;
            case Xml::Event::Close: out.append("</").append(xml.name()).append(">"); break;
            case Xml::Event::End: return out + ".";
            case Xml::Event::Broken: EXPECT_EQ(xml.next(), Xml::Event::Broken); return out + "!";
        }
    }
}

TEST(Xml, ReadsElementsTextAndData) {
    EXPECT_EQ(read("<?xml version='1.0'?>\n<!-- a --><a>b<c/><x:d y='1' z=\"2\" >e</x:d ></a> <!-- -->\n"),
              "<a>b<c></c><d>e</d></a>.");
    EXPECT_EQ(read("\xEF\xBB\xBF<a>&lt;&amp;&#233;&#xE9;&quot;<![CDATA[<b>&x;]]></a>"),
              "<a><&\u00e9\u00e9\"<b>&x;</a>.");
}

TEST(Xml, KnowsAttributesAndTheirSpace) {
    Xml xml{"<p:a xmlns:p=\"urn:x\" Ccy='EUR'><b/></p:a>"};
    ASSERT_EQ(xml.next(), Xml::Event::Open);
    EXPECT_EQ(xml.space(), "urn:x");
    EXPECT_EQ(xml.attribute("Ccy"), "EUR");
    ASSERT_EQ(xml.next(), Xml::Event::Open);
    EXPECT_EQ(xml.attribute("Ccy"), "");
}

TEST(Xml, RefusesWhatIsNotWhole) {
    for (const auto* bytes : {"",
                              " ",
                              "a",
                              "<",
                              "<a",
                              "<a>",
                              "<a></b>",
                              "</a>",
                              "<a/><b/>",
                              "<a/>x",
                              "<a b></a>",
                              "<a b='1' b='2'/>",
                              "<a b='<'/>",
                              "<a b='1'c='2'/>",
                              "<a>&x;</a>",
                              "<a>&#0;</a>",
                              "<a>&#xD800;</a>",
                              "<a>&#x110000;</a>",
                              "<a>&</a>",
                              "<a><![CDATA[</a>",
                              "<a><!-- </a>",
                              "<a/><?x",
                              "<1/>",
                              "<a b='/>",
                              "<a>\x01</a>"})
        EXPECT_TRUE(read(bytes).ends_with("!")) << bytes;
}

TEST(Xml, HasNoDocumentTypeAndNoEntitiesOfTheFile) {
    EXPECT_EQ(read("<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>"), "!");
    EXPECT_EQ(read("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), "!");
    EXPECT_EQ(read("<a><!ENTITY b 'c'></a>"), "<a>!");
}

TEST(Xml, IsBounded) {
    const auto nested = [](std::size_t depth) {
        std::string bytes;
        for (std::size_t i = 0; i < depth; ++i) bytes += "<a>";
        for (std::size_t i = 0; i < depth; ++i) bytes += "</a>";
        return bytes;
    };
    EXPECT_TRUE(read(nested(Xml::kDepthMax)).ends_with("."));
    EXPECT_TRUE(read(nested(Xml::kDepthMax + 1)).ends_with("!"));
    EXPECT_TRUE(read(nested(100'000)).ends_with("!"));
    EXPECT_TRUE(read("<a>" + std::string(Xml::kBytesMax - 7, 'x') + "</a>").ends_with("."));
    EXPECT_TRUE(read("<a>" + std::string(Xml::kBytesMax - 6, 'x') + "</a>").ends_with("!"));
    std::string many = "<a";
    for (std::size_t i = 0; i <= Xml::kAttributesMax; ++i) many += " b" + std::to_string(i) + "='1'";
    EXPECT_TRUE(read(many + "/>").ends_with("!"));
}

}  // namespace
}  // namespace sepa
